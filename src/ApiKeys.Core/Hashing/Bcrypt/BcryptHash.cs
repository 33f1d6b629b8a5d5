using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace ApiKeys.Hashing.Bcrypt;

/// <summary>bcrypt (Provos and Mazières, "A Future-Adaptable Password Scheme", USENIX 1999), as OpenBSD computes <c>$2b$</c>.</summary>
internal static unsafe class BcryptHash
{
    public const int SaltBytes = 16;
    public const int DigestBytes = 23;
    public const int LeastCost = 4;
    public const int MostCost = 31;

    /// <summary>What stands behind these bytes of a key would not enter the hash.</summary>
    public const int MostKeyBytes = 72;

    /// <summary>How many hashes <see cref="ComputeFour"/> makes.</summary>
    public const int Lanes = 4;

    private const int CipherWords = 6;
    private const int Repetitions = 64;

    private static ReadOnlySpan<byte> Magic => "OrpheanBeholderScryDoubt"u8;

    /// <summary>Whether bcrypt tells this key from every other: it has no byte that would be left out, and no NUL, at which keys begin anew.</summary>
    public static bool IsDistinct(ReadOnlySpan<byte> key) => key.Length <= MostKeyBytes && !key.Contains((byte)0);

    /// <summary>Hashes the first 72 bytes of a key.</summary>
    [SkipLocalsInit]
    public static void Compute(ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt, int cost, Span<byte> digest)
    {
        var state = stackalloc uint[Blowfish.StateWords];
        var words = stackalloc uint[2 * Blowfish.Subkeys];
        Spread(key, words);
        Repeat(salt, words + Blowfish.Subkeys);
        Blowfish.Begin(state, words, words + Blowfish.Subkeys);
        for (var rounds = 1UL << cost; rounds > 0; rounds--)
        {
            Blowfish.Expand(state, words);
            Blowfish.Expand(state, words + Blowfish.Subkeys);
        }

        Encrypt(state, digest);
        Wipe(state, Blowfish.StateWords);
        Wipe(words, 2 * Blowfish.Subkeys);
    }

    /// <summary>Hashes one key with four salts, which takes little longer than with one: the processor works on one while it waits for another's memory.</summary>
    /// <param name="key">The key; its first 72 bytes are hashed.</param>
    /// <param name="salts">Four salts, one behind the other.</param>
    /// <param name="cost">The cost of all four.</param>
    /// <param name="digests">Four digests, one behind the other.</param>
    [SkipLocalsInit]
    public static void ComputeFour(ReadOnlySpan<byte> key, ReadOnlySpan<byte> salts, int cost, Span<byte> digests)
    {
        const int AllWords = (Lanes + 1) * Blowfish.Subkeys;
        var states = stackalloc uint[Lanes * Blowfish.StateWords];
        var words = stackalloc uint[AllWords];
        Spread(key, words);
        for (var lane = 0; lane < Lanes; lane++)
        {
            var salt = words + ((lane + 1) * Blowfish.Subkeys);
            Repeat(salts.Slice(lane * SaltBytes, SaltBytes), salt);
            Blowfish.Begin(states + (lane * Blowfish.StateWords), words, salt);
        }

        for (var rounds = 1UL << cost; rounds > 0; rounds--)
        {
            FourBlowfish.Expand(states, words, 0);
            FourBlowfish.Expand(states, words + Blowfish.Subkeys, Blowfish.Subkeys);
        }

        for (var lane = 0; lane < Lanes; lane++)
        {
            Encrypt(states + (lane * Blowfish.StateWords), digests.Slice(lane * DigestBytes, DigestBytes));
        }

        Wipe(states, Lanes * Blowfish.StateWords);
        Wipe(words, AllWords);
    }

    // The key and the NUL behind it, again and again until every subkey has its word.
    private static void Spread(ReadOnlySpan<byte> key, uint* words)
    {
        key = key[..Math.Min(key.Length, MostKeyBytes)];
        var position = 0;
        for (var i = 0; i < Blowfish.Subkeys; i++)
        {
            var word = 0u;
            for (var j = 0; j < sizeof(uint); j++)
            {
                word = (word << 8) | (position < key.Length ? key[position] : 0u);
                position = position == key.Length ? 0 : position + 1;
            }

            words[i] = word;
        }
    }

    private static void Repeat(ReadOnlySpan<byte> salt, uint* words)
    {
        for (var i = 0; i < Blowfish.Subkeys; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt32BigEndian(salt[(i * sizeof(uint) % SaltBytes)..]);
        }
    }

    private static void Encrypt(uint* state, Span<byte> digest)
    {
        Span<byte> text = stackalloc byte[CipherWords * sizeof(uint)];
        for (var i = 0; i < text.Length; i += 8)
        {
            var left = BinaryPrimitives.ReadUInt32BigEndian(Magic[i..]);
            var right = BinaryPrimitives.ReadUInt32BigEndian(Magic[(i + 4)..]);
            for (var j = 0; j < Repetitions; j++)
            {
                Blowfish.Encipher(state, ref left, ref right);
            }

            BinaryPrimitives.WriteUInt32BigEndian(text[i..], left);
            BinaryPrimitives.WriteUInt32BigEndian(text[(i + 4)..], right);
        }

        text[..DigestBytes].CopyTo(digest);
    }

    private static void Wipe(uint* words, int count) => System.Security.Cryptography.CryptographicOperations.ZeroMemory(new Span<byte>(words, count * sizeof(uint)));
}
