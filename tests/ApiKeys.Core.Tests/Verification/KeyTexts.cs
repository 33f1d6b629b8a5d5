using ApiKeys.Format;

namespace ApiKeys.Core.Tests.Verification;

/// <summary>Takes keys of the default shape (<c>ak_live_</c>, 12 characters, <c>_</c>, 32 characters, checksum) apart and joins them anew.</summary>
internal static class KeyTexts
{
    private const int IdStart = 8;
    private const int SecretStart = 21;

    public static string Id(string text) => text[IdStart..(SecretStart - 1)];

    public static string Secret(string text) => text[SecretStart..^KeyChecksum.Length];

    /// <summary>A text with a right checksum, so that nothing but the store and the hash can refuse it.</summary>
    public static string Join(string prefix, string id, string secret)
    {
        var body = $"{prefix}{id}_{secret}";
        Span<char> checksum = stackalloc char[KeyChecksum.Length];
        KeyChecksum.Write(body, checksum);
        return body + checksum.ToString();
    }

    /// <summary>The same key with one other character at the secret's beginning or end.</summary>
    public static string WithOtherSecret(string text, bool atEnd = false)
    {
        var secret = Secret(text).ToCharArray();
        ref var character = ref secret[atEnd ? ^1 : 0];
        character = character == 'a' ? 'b' : 'a';
        return Join(text[..IdStart], Id(text), new string(secret));
    }
}
