using System.Security.Cryptography;
using System.Text;

namespace ApiKeys.Signing;

/// <summary><c>$scheme$protector$payload$check</c>: what is stored of a signed key in the place of a hash.</summary>
/// <remarks>The check tells a row that was damaged from a server that lacks the key to read it: the first concerns one caller, the second all of them.</remarks>
internal readonly record struct ProtectedSigningKey(string Scheme, string Protector, string Payload)
{
    private const int MostCharacters = 2_000;
    private const int CheckLength = 16;

    public static bool TryParse(string text, out ProtectedSigningKey parsed)
    {
        parsed = default;
        if (text.Length > MostCharacters || text.Length <= CheckLength || text.Split('$') is not ["", var scheme, var protector, var payload, var check])
        {
            return false;
        }

        parsed = new ProtectedSigningKey(scheme, protector, payload);
        return check.Length == CheckLength && check == Check(text.AsSpan(0, text.Length - CheckLength));
    }

    public string Write()
    {
        var text = $"${Scheme}${Protector}${Payload}$";
        return text.Length + CheckLength > MostCharacters || Payload.Contains('$', StringComparison.Ordinal)
            ? throw new InvalidOperationException($"The signing key protector '{Protector}' writes too long a text, or one with a dollar sign.")
            : text + Check(text);
    }

    private static string Check(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[MostCharacters * 3];
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(text, bytes)], digest);
        return Convert.ToHexStringLower(digest[..(CheckLength / 2)]);
    }
}
