using System.Runtime.CompilerServices;

namespace ApiKeys.Hashing.Bcrypt;

/// <summary>Stirs four states at once. One state spends its time waiting for its boxes; four of them fit into the processor's first cache and fill the wait.</summary>
internal static unsafe class FourBlowfish
{
    /// <summary>Stirs 18 words into each of four states that stand one behind the other.</summary>
    /// <param name="states">The states.</param>
    /// <param name="words">The words of the first state.</param>
    /// <param name="stride">How far the next state's words are from these; 0 where all have the same.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Expand(uint* states, uint* words, int stride)
    {
        for (var i = 0; i < Blowfish.Subkeys; i++)
        {
            for (var lane = 0; lane < BcryptHash.Lanes; lane++)
            {
                states[(lane * Blowfish.StateWords) + i] ^= words[(lane * stride) + i];
            }
        }

        uint l0 = 0, r0 = 0, l1 = 0, r1 = 0, l2 = 0, r2 = 0, l3 = 0, r3 = 0;
        for (var i = 0; i < Blowfish.StateWords; i += 2)
        {
            Begin(states, ref l0, ref l1, ref l2, ref l3);
            for (var subkey = 1; subkey < 17; subkey += 2)
            {
                Round(states + subkey, states, ref r0, ref r1, ref r2, ref r3, l0, l1, l2, l3);
                Round(states + subkey + 1, states, ref l0, ref l1, ref l2, ref l3, r0, r1, r2, r3);
            }

            Begin(states + 17, ref r0, ref r1, ref r2, ref r3);
            Store(states + i, r0, r1, r2, r3);
            Store(states + i + 1, l0, l1, l2, l3);
            (l0, r0, l1, r1, l2, r2, l3, r3) = (r0, l0, r1, l1, r2, l2, r3, l3);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Begin(uint* subkeys, ref uint x0, ref uint x1, ref uint x2, ref uint x3)
    {
        x0 ^= subkeys[0];
        x1 ^= subkeys[Blowfish.StateWords];
        x2 ^= subkeys[2 * Blowfish.StateWords];
        x3 ^= subkeys[3 * Blowfish.StateWords];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(uint* subkeys, uint* states, ref uint x0, ref uint x1, ref uint x2, ref uint x3, uint y0, uint y1, uint y2, uint y3)
    {
        x0 ^= subkeys[0] ^ Blowfish.Choose(states, y0);
        x1 ^= subkeys[Blowfish.StateWords] ^ Blowfish.Choose(states + Blowfish.StateWords, y1);
        x2 ^= subkeys[2 * Blowfish.StateWords] ^ Blowfish.Choose(states + (2 * Blowfish.StateWords), y2);
        x3 ^= subkeys[3 * Blowfish.StateWords] ^ Blowfish.Choose(states + (3 * Blowfish.StateWords), y3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(uint* states, uint x0, uint x1, uint x2, uint x3)
    {
        states[0] = x0;
        states[Blowfish.StateWords] = x1;
        states[2 * Blowfish.StateWords] = x2;
        states[3 * Blowfish.StateWords] = x3;
    }
}
