namespace ApiKeys.Hashing.Bcrypt;

/// <summary>Bcrypt's own base64: another alphabet than everybody's, no padding, and here one spelling for each value.</summary>
internal static class BcryptBase64
{
    private const string Alphabet = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>How many characters hold so many bytes.</summary>
    public static int LengthOf(int bytes) => ((bytes * 8) + 5) / 6;

    public static string Encode(ReadOnlySpan<byte> bytes) => string.Create(LengthOf(bytes.Length), bytes, static (text, bytes) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            var bit = i * 6;
            var pair = (bytes[bit / 8] << 8) | (bit / 8 + 1 < bytes.Length ? bytes[(bit / 8) + 1] : 0);
            text[i] = Alphabet[(pair >> (10 - (bit % 8))) & 0x3F];
        }
    });

    /// <summary>Fills <paramref name="destination"/>; false for another length, other characters and spare bits that are not zero.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> destination)
    {
        if (text.Length != LengthOf(destination.Length))
        {
            return false;
        }

        var bits = 0;
        var count = 0;
        var written = 0;
        foreach (var character in text)
        {
            var value = Alphabet.AsSpan().IndexOf(character);
            if (value < 0)
            {
                return false;
            }

            bits = (bits << 6) | value;
            count += 6;
            if (count >= 8)
            {
                count -= 8;
                destination[written++] = (byte)(bits >> count);
                bits &= (1 << count) - 1;
            }
        }

        return bits == 0;
    }
}
