using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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
        ulong stated = 0;
        foreach (var character in text[^Length..])
        {
            var digit = DigitOf(character);
            if (digit < 0)
            {
                return false;
            }

            stated = (stated * 62) + (uint)digit;
        }

        return stated == Compute(text[..^Length]);
    }

    // The places of KeyAlphabet.Base62.
    private static int DigitOf(char character) => character switch
    {
        >= '0' and <= '9' => character - '0',
        >= 'A' and <= 'Z' => character - 'A' + 10,
        >= 'a' and <= 'z' => character - 'a' + 36,
        _ => -1,
    };

    // Eight characters are one step. A key's text is ASCII, so the upper half of a character says nothing.
    private static uint Compute(ReadOnlySpan<char> text)
    {
        var crc = uint.MaxValue;
        var rest = MemoryMarshal.Cast<char, ushort>(text);
        for (; rest.Length >= Vector128<ushort>.Count; rest = rest[Vector128<ushort>.Count..])
        {
            var eight = Vector128.Narrow(Vector128.Create(rest), Vector128<ushort>.Zero).AsUInt64().ToScalar();
            crc = BitOperations.Crc32C(crc, BitConverter.IsLittleEndian ? eight : BinaryPrimitives.ReverseEndianness(eight));
        }

        foreach (var single in rest)
        {
            crc = BitOperations.Crc32C(crc, (byte)single);
        }

        return ~crc;
    }
}
