using System.Runtime.CompilerServices;

namespace ApiKeys.Hashing.Bcrypt;

/// <summary>Blowfish's state and the ways in which bcrypt stirs it (Schneier, "Description of a New Variable-Length Key, 64-Bit Block Cipher", 1993).</summary>
internal static unsafe class Blowfish
{
    public const int Subkeys = 18;
    public const int BoxWords = 256;
    public const int StateWords = Subkeys + (4 * BoxWords);

    /// <summary>Begins with a key and a salt, each as 18 words.</summary>
    public static void Begin(uint* state, uint* key, uint* salt)
    {
        BlowfishTable.Words.CopyTo(new Span<uint>(state, StateWords));
        Mix(state, key);
        uint left = 0, right = 0;
        for (var i = 0; i < StateWords; i += 2)
        {
            left ^= salt[i % 4];
            right ^= salt[(i + 1) % 4];
            Encipher(state, ref left, ref right);
            state[i] = left;
            state[i + 1] = right;
        }
    }

    /// <summary>Stirs 18 words into the state: 521 encipherments, nearly all of bcrypt's work.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Expand(uint* state, uint* words)
    {
        Mix(state, words);
        uint left = 0, right = 0;
        for (var i = 0; i < StateWords; i += 2)
        {
            Encipher(state, ref left, ref right);
            state[i] = left;
            state[i + 1] = right;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Encipher(uint* state, ref uint left, ref uint right)
    {
        var l = left ^ state[0];
        var r = right;
        Rounds(state, 1, ref l, ref r);
        Rounds(state, 5, ref l, ref r);
        Rounds(state, 9, ref l, ref r);
        Rounds(state, 13, ref l, ref r);
        left = r ^ state[17];
        right = l;
    }

    // The subkey first: it is at hand while the boxes are still on their way.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Rounds(uint* state, int subkey, ref uint l, ref uint r)
    {
        r = (r ^ state[subkey]) ^ Choose(state, 0, l);
        l = (l ^ state[subkey + 1]) ^ Choose(state, 0, r);
        r = (r ^ state[subkey + 2]) ^ Choose(state, 0, l);
        l = (l ^ state[subkey + 3]) ^ Choose(state, 0, r);
    }

    /// <summary>What the four boxes of the state at that offset say of a word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Choose(uint* states, int offset, uint word)
    {
        // Each sum ends in one constant, so that it becomes part of an address.
        var first = (states + (offset + Subkeys))[(nuint)(word >> 24)];
        var second = (states + (offset + Subkeys + BoxWords))[(nuint)(byte)(word >> 16)];
        var third = (states + (offset + Subkeys + (2 * BoxWords)))[(nuint)(byte)(word >> 8)];
        return ((first + second) ^ third) + (states + (offset + Subkeys + (3 * BoxWords)))[(nuint)(byte)word];
    }

    public static void Mix(uint* state, uint* words)
    {
        for (var i = 0; i < Subkeys; i++)
        {
            state[i] ^= words[i];
        }
    }
}
