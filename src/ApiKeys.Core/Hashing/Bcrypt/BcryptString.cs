using System.Globalization;

namespace ApiKeys.Hashing.Bcrypt;

/// <summary>A stored string in modular crypt form: <c>$2b$cost$</c>, 22 characters of salt, 31 of digest.</summary>
/// <remarks>
/// <c>$2a$</c>, <c>$2b$</c> and <c>$2y$</c> mean one thing, as OpenBSD has it. <c>$2x$</c> (the bug with signed characters) and <c>$2$</c> are refused, and so
/// is a second spelling of the same salt or digest.
/// </remarks>
internal static class BcryptString
{
    private const int PrefixLength = 7;
    private static readonly int SaltLength = BcryptBase64.LengthOf(BcryptHash.SaltBytes);
    private static readonly int Length = PrefixLength + SaltLength + BcryptBase64.LengthOf(BcryptHash.DigestBytes);

    public static string Write(int cost, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> digest) =>
        string.Create(CultureInfo.InvariantCulture, $"$2b${cost:00}${BcryptBase64.Encode(salt)}{BcryptBase64.Encode(digest)}");

    public static bool TryRead(ReadOnlySpan<char> text, Span<byte> salt, Span<byte> digest, out int cost)
    {
        cost = 0;
        return text.Length == Length
            && text[..4] is "$2a$" or "$2b$" or "$2y$"
            && TryReadCost(text[4..PrefixLength], out cost)
            && BcryptBase64.TryDecode(text.Slice(PrefixLength, SaltLength), salt)
            && BcryptBase64.TryDecode(text[(PrefixLength + SaltLength)..], digest);
    }

    private static bool TryReadCost(ReadOnlySpan<char> text, out int cost)
    {
        cost = ((text[0] - '0') * 10) + text[1] - '0';
        return char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[1]) && text[2] == '$' && cost is >= BcryptHash.LeastCost and <= BcryptHash.MostCost;
    }
}
