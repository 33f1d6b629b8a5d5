using System.Security.Cryptography;
using System.Text;
using ApiKeys.Signing.HttpMessages;

namespace ApiKeys.Signing;

/// <summary>Signs HTTP messages by <c>hmac-sha256</c> (RFC 9421 section 3.3.3), for clients.</summary>
public static class HttpMessageSigner
{
    private const string Label = "sig";

    /// <summary>Signs a message with an API key secret.</summary>
    /// <param name="secret">The API key secret, whose UTF-8 is the key.</param>
    /// <param name="apiKey">The API key, which becomes <c>keyid</c>.</param>
    /// <param name="message">The message.</param>
    /// <param name="components">What is covered, in this order: field names in lower case and derived components.</param>
    /// <param name="created">When the message is signed; it is written in whole seconds.</param>
    /// <param name="nonce">A text that is used once, so that two equal messages in one second have two signatures; <see langword="null"/>: none.</param>
    /// <returns>The values of <c>Signature-Input</c> and <c>Signature</c>.</returns>
    /// <exception cref="ArgumentException">A text is empty, or the message lacks a component or cannot be signed.</exception>
    public static (string SignatureInput, string Signature) Sign(string secret, string apiKey, IMessageComponents message, IReadOnlyList<string> components, DateTimeOffset created, string? nonce)
    {
        ArgumentException.ThrowIfNullOrEmpty(secret);
        ArgumentException.ThrowIfNullOrEmpty(apiKey);
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(components);
        var key = Encoding.UTF8.GetBytes(secret);
        try
        {
            var signed = MessageSignature.Sign(key, message, components, created, apiKey, nonce, Label, tag: null);
            return (signed.InputHeader, signed.SignatureHeader);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>The value of <c>Content-Digest</c> for a body (RFC 9530 section 2).</summary>
    /// <param name="bodyHash">The body's SHA-256.</param>
    /// <exception cref="ArgumentException"><paramref name="bodyHash"/> has not 32 bytes.</exception>
    public static string WriteContentDigest(ReadOnlySpan<byte> bodyHash) => ContentDigest.Write(bodyHash);
}
