using System.Runtime.CompilerServices;

namespace ApiKeys.Hashing.Bcrypt;

/// <summary>Stirs four states at once. One state spends its time waiting for its boxes; four of them fit into the processor's first cache and fill the wait.</summary>
internal static unsafe class FourBlowfish
{
    private const int Second = Blowfish.StateWords;
    private const int Third = 2 * Blowfish.StateWords;
    private const int Fourth = 3 * Blowfish.StateWords;

    /// <summary>Stirs 18 words into each of four states that stand one behind the other.</summary>
    /// <param name="states">The states.</param>
    /// <param name="words">The words of the first state.</param>
    /// <param name="stride">How far the next state's words are from these; 0 where all have the same.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Expand(uint* states, uint* words, int stride)
    {
        Blowfish.Mix(states, words);
        Blowfish.Mix(states + Second, words + stride);
        Blowfish.Mix(states + Third, words + (2 * stride));
        Blowfish.Mix(states + Fourth, words + (3 * stride));
        uint l0 = 0, r0 = 0, l1 = 0, r1 = 0, l2 = 0, r2 = 0, l3 = 0, r3 = 0;
        for (var i = 0; i < Blowfish.StateWords; i += 2)
        {
            Mix(states, ref l0, ref l1, ref l2, ref l3);
            Rounds(states, 1, ref l0, ref l1, ref l2, ref l3, ref r0, ref r1, ref r2, ref r3);
            Rounds(states, 5, ref l0, ref l1, ref l2, ref l3, ref r0, ref r1, ref r2, ref r3);
            Rounds(states, 9, ref l0, ref l1, ref l2, ref l3, ref r0, ref r1, ref r2, ref r3);
            Rounds(states, 13, ref l0, ref l1, ref l2, ref l3, ref r0, ref r1, ref r2, ref r3);
            Mix(states + 17, ref r0, ref r1, ref r2, ref r3);
            (l0, r0, l1, r1, l2, r2, l3, r3) = (r0, l0, r1, l1, r2, l2, r3, l3);
            var target = states + i;
            (target[0], target[Second], target[Third], target[Fourth]) = (l0, l1, l2, l3);
            (target[1], target[Second + 1], target[Third + 1], target[Fourth + 1]) = (r0, r1, r2, r3);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(uint* subkey, ref uint x0, ref uint x1, ref uint x2, ref uint x3)
    {
        x0 ^= subkey[0];
        x1 ^= subkey[Second];
        x2 ^= subkey[Third];
        x3 ^= subkey[Fourth];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Rounds(uint* states, int subkey, ref uint l0, ref uint l1, ref uint l2, ref uint l3, ref uint r0, ref uint r1, ref uint r2, ref uint r3)
    {
        Round(states, subkey, ref r0, ref r1, ref r2, ref r3, l0, l1, l2, l3);
        Round(states, subkey + 1, ref l0, ref l1, ref l2, ref l3, r0, r1, r2, r3);
        Round(states, subkey + 2, ref r0, ref r1, ref r2, ref r3, l0, l1, l2, l3);
        Round(states, subkey + 3, ref l0, ref l1, ref l2, ref l3, r0, r1, r2, r3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(uint* states, int subkey, ref uint x0, ref uint x1, ref uint x2, ref uint x3, uint y0, uint y1, uint y2, uint y3)
    {
        x0 = (x0 ^ states[subkey]) ^ Blowfish.Choose(states, 0, y0);
        x1 = (x1 ^ states[Second + subkey]) ^ Blowfish.Choose(states, Second, y1);
        x2 = (x2 ^ states[Third + subkey]) ^ Blowfish.Choose(states, Third, y2);
        x3 = (x3 ^ states[Fourth + subkey]) ^ Blowfish.Choose(states, Fourth, y3);
    }
}
