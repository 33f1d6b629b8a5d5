using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace ApiKeys.Format;

/// <summary>The last characters of a key: CRC-32C (RFC 3720, appendix B.4) of everything before them, in base 62.</summary>
/// <remarks>
/// It lets typing errors and noise die before any store is asked, and lets secret scanners tell a key from chance.
/// It is an aid and never a proof: anybody can compute it.
/// </remarks>
internal static class KeyChecksum
{
    /// <summary>62^6 is more than 2^32.</summary>
    public const int Length = 6;

    public static void Write(ReadOnlySpan<char> text, Span<char> destination)
    {
        var rest = Compute(text);
        for (var i = Length - 1; i >= 0; i--)
        {
            (rest, var digit) = Math.DivRem(rest, 62u);
            destination[i] = KeyAlphabet.Base62.Characters[(int)digit];
        }
    }

    /// <summary>Whether a text ends in its own checksum.</summary>
    public static bool Matches(ReadOnlySpan<char> text)
    {
        Span<char> expected = stackalloc char[Length];
        Write(text[..^Length], expected);
        return text[^Length..].SequenceEqual(expected);
    }

    private static uint Compute(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[KeyTemplate.MaxKeyLength];
        bytes = bytes[..Encoding.ASCII.GetBytes(text, bytes)];
        var crc = uint.MaxValue;
        ReadOnlySpan<byte> rest = bytes;
        for (; rest.Length >= sizeof(ulong); rest = rest[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(rest));
        }

        foreach (var single in rest)
        {
            crc = BitOperations.Crc32C(crc, single);
        }

        bytes.Clear();
        return ~crc;
    }
}
