using System.Buffers;

namespace ApiKeys.Hashing;

/// <summary>Base64 as the PHC string format has it: the standard alphabet, no padding, one spelling for each value.</summary>
internal static class PhcBase64
{
    private const string Characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private const int MaxBytes = 128;
    private static readonly SearchValues<char> Alphabet = SearchValues.Create(Characters);

    public static string Encode(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    /// <summary>Decodes into the beginning of <paramref name="destination"/>; false for padding, white space, spare bits or too much.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> destination, out int written)
    {
        written = 0;
        if (text.Length % 4 == 1 || text.Length * 3 / 4 > Math.Min(MaxBytes, destination.Length) || text.ContainsAnyExcept(Alphabet) || HasSpareBits(text))
        {
            return false;
        }

        Span<char> padded = stackalloc char[(MaxBytes * 4 / 3) + 4];
        text.CopyTo(padded);
        var length = (text.Length + 3) / 4 * 4;
        padded[text.Length..length].Fill('=');
        return Convert.TryFromBase64Chars(padded[..length], destination, out written);
    }

    // 2 characters hold 12 bits for one byte, 3 hold 18 for two: the rest must be zero, or one value has several spellings.
    private static bool HasSpareBits(ReadOnlySpan<char> text) => (text.Length % 4) switch
    {
        2 => (Characters.IndexOf(text[^1], StringComparison.Ordinal) & 0xF) != 0,
        3 => (Characters.IndexOf(text[^1], StringComparison.Ordinal) & 0x3) != 0,
        _ => false,
    };
}
