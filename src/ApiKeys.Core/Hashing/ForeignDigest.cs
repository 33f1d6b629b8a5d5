namespace ApiKeys.Hashing;

/// <summary>A digest as other systems spell it: hexadecimal of either case, base64 or base64url, with padding or without. Each has one spelling for each value but for its case.</summary>
internal static class ForeignDigest
{
    private const int MostCharacters = 172;

    public static bool TryReadHex(ReadOnlySpan<char> text, Span<byte> destination) =>
        text.Length == destination.Length * 2 && Convert.FromHexString(text, destination, out _, out _) == System.Buffers.OperationStatus.Done;

    public static bool TryRead(string text, Span<byte> destination) =>
        TryReadHex(text, destination) || (TryReadBase64(text, destination, out var length) && length == destination.Length);

    /// <summary>Padding is there as a whole or not at all, and the two alphabets do not mix.</summary>
    public static bool TryReadBase64(string text, Span<byte> destination, out int length)
    {
        length = 0;
        var body = text.Length % 4 == 0 ? text.AsSpan().TrimEnd('=') : text;
        if (text.Length - body.Length > 2 || (body.ContainsAny('-', '_') && body.ContainsAny('+', '/')))
        {
            return false;
        }

        Span<char> standard = stackalloc char[MostCharacters];
        if (body.Length > standard.Length)
        {
            return false;
        }

        body.Replace(standard, '-', '+');
        standard = standard[..body.Length];
        standard.Replace('_', '/');
        return PhcBase64.TryDecode(standard, destination, out length);
    }
}
