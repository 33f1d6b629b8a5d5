using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ApiKeys.Signing;

/// <summary>The signature of P2S-SIGN-V1 (CONTRACT S-31): a chain of HMAC-SHA-256 over key, timestamp, method, path and body, raw bytes from step to step.</summary>
public static class P2sSignV1
{
    /// <summary>The scheme of the <c>Authorization</c> header.</summary>
    public const string AuthenticationScheme = "P2S-SIGN-V1";

    /// <summary>How many bytes a signing key, a body's hash and a signature have.</summary>
    public const int SizeInBytes = SHA256.HashSizeInBytes;

    /// <summary>Writes <c>k1 = HMAC(secret, apiKey)</c>, which is all that signing and checking need.</summary>
    /// <param name="secret">The API key secret.</param>
    /// <param name="apiKey">The API key, the public part.</param>
    /// <param name="signingKey">Takes the 32 bytes.</param>
    /// <exception cref="ArgumentException"><paramref name="signingKey"/> is too short, or a text is empty.</exception>
    public static void DeriveKey(string secret, string apiKey, Span<byte> signingKey)
    {
        ArgumentException.ThrowIfNullOrEmpty(secret);
        ArgumentException.ThrowIfNullOrEmpty(apiKey);
        ThrowIfShort(signingKey.Length, nameof(signingKey));
        var bytes = Encoding.UTF8.GetBytes(secret);
        HmacSha256.Compute(bytes, apiKey.AsSpan(), signingKey[..SizeInBytes]);
        CryptographicOperations.ZeroMemory(bytes);
    }

    /// <summary>Writes the signature of a request.</summary>
    /// <param name="signingKey">What <see cref="DeriveKey"/> has written.</param>
    /// <param name="timestamp">Seconds since 1970-01-01 in UTC.</param>
    /// <param name="method">The method as it is sent, such as <c>POST</c>.</param>
    /// <param name="path">The path as it is sent, escapes included; with the query where the server signs that, too.</param>
    /// <param name="bodyHash">SHA-256 of the body as it is sent; of nothing where there is none.</param>
    /// <param name="signature">Takes the 32 bytes.</param>
    /// <exception cref="ArgumentException">A span has not 32 bytes.</exception>
    public static void Sign(ReadOnlySpan<byte> signingKey, long timestamp, ReadOnlySpan<char> method, ReadOnlySpan<char> path, ReadOnlySpan<byte> bodyHash, Span<byte> signature)
    {
        const int LongestNumber = 20;
        ThrowIfShort(signingKey.Length, nameof(signingKey));
        ThrowIfShort(bodyHash.Length, nameof(bodyHash));
        ThrowIfShort(signature.Length, nameof(signature));
        Span<byte> text = stackalloc byte[LongestNumber];
        timestamp.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        Span<byte> key = stackalloc byte[SizeInBytes];
        HmacSha256.Compute(signingKey[..SizeInBytes], text[..length], key);
        HmacSha256.Compute(key, method, key);
        HmacSha256.Compute(key, path, key);
        Span<byte> hex = stackalloc byte[SizeInBytes * 2];
        Convert.TryToHexStringLower(bodyHash[..SizeInBytes], hex, out _);
        HmacSha256.Compute(key, hex, signature[..SizeInBytes]);
        key.Clear();
    }

    /// <summary>The value of the <c>Authorization</c> header.</summary>
    /// <param name="apiKey">The API key, the public part.</param>
    /// <param name="timestamp">Seconds since 1970-01-01 in UTC.</param>
    /// <param name="signature">The signature's 32 bytes.</param>
    public static string WriteHeader(string apiKey, long timestamp, ReadOnlySpan<byte> signature) =>
        string.Create(CultureInfo.InvariantCulture, $"{AuthenticationScheme} {apiKey}:{timestamp}:{Convert.ToHexStringLower(signature)}");

    private static void ThrowIfShort(int length, string parameter)
    {
        if (length < SizeInBytes)
        {
            throw new ArgumentException($"It has fewer than {SizeInBytes} bytes.", parameter);
        }
    }
}
