using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using ApiKeys.Hashing;
using ApiKeys.Signing.HttpMessages;

namespace ApiKeys.Signing;

/// <summary>A request with an HTTP message signature by <c>hmac-sha256</c> (RFC 9421 section 3.3.3), whose <c>keyid</c> is an API key.</summary>
/// <threadsafety>Immutable.</threadsafety>
public sealed class HttpMessageSignedRequest : SignedRequest
{
    private static readonly byte[] HashOfNothing = SHA256.HashData([]);
    private readonly SignatureInput _input;
    private readonly byte[]? _digest;
    private readonly bool _mayLackDigest;

    private HttpMessageSignedRequest(SignatureInput input, byte[] signature, string signatureBase, byte[]? digest, bool mayLackDigest)
        : base(input.KeyId!, input.Created!.Value, signature)
    {
        _input = input;
        _digest = digest;
        _mayLackDigest = mayLackDigest;
        SignatureBase = signatureBase;
    }

    /// <summary>The text that has to be signed, as this server sees the request (RFC 9421 section 2.5). It holds what is covered, and is for people who look for their mistake.</summary>
    public string SignatureBase { get; }

    internal override string Scheme => SchemeNames.HttpMessageSignatures;

    internal override long? ExpiresAt => _input.Expires;

    /// <summary>Reads the two fields of a request.</summary>
    /// <param name="inputField">The value of <c>Signature-Input</c>, its lines joined by <c>", "</c>.</param>
    /// <param name="signatureField">The value of <c>Signature</c>, likewise.</param>
    /// <param name="message">What can be covered.</param>
    /// <param name="isOurs">Whether a <c>keyid</c> is one of this host's: a proxy may have added a signature of its own.</param>
    /// <param name="options">What has to be covered.</param>
    /// <param name="request">The request; <see langword="null"/> where there is no signature by a key of this host.</param>
    /// <param name="error">What is wrong with a signature by such a key, for developers.</param>
    /// <returns>Whether nothing is wrong.</returns>
    public static bool TryParse(
        string? inputField,
        string? signatureField,
        IMessageComponents message,
        Func<string, bool> isOurs,
        ApiKeyMessageSignatureOptions options,
        out HttpMessageSignedRequest? request,
        [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(isOurs);
        ArgumentNullException.ThrowIfNull(options);
        request = null;
        if (!TryFind(inputField, isOurs, options, out var input, out error))
        {
            return false;
        }

        return input is null || TryRead(input, signatureField, message, options, out request, out error);
    }

    internal override bool IsSignedBy(ReadOnlySpan<byte> signingKey, ReadOnlySpan<byte> bodyHash) =>
        (_digest is null ? _mayLackDigest || bodyHash.SequenceEqual(HashOfNothing) : FixedTime.AreEqual(_digest, bodyHash))
        && MessageSignature.Verify(signingKey, _input, SignatureBase, Signature.Span);

    private static bool TryFind(string? field, Func<string, bool> isOurs, ApiKeyMessageSignatureOptions options, out SignatureInput? input, [NotNullWhen(false)] out string? error)
    {
        input = null;
        if (!StructuredFields.TryParse(field, out var members, out error))
        {
            return false;
        }

        foreach (var member in members)
        {
            if ((options.Label is { } label && member.Key != label) || !SignatureInput.TryRead(member, out var one, out _) || one.KeyId is not { } keyId || !isOurs(keyId))
            {
                continue;
            }

            if (input is not null)
            {
                error = "Two signatures name keys of this host.";
                return false;
            }

            input = one;
        }

        return true;
    }

    private static bool TryRead(
        SignatureInput input,
        string? signatureField,
        IMessageComponents message,
        ApiKeyMessageSignatureOptions options,
        out HttpMessageSignedRequest? request,
        [NotNullWhen(false)] out string? error)
    {
        request = null;
        byte[]? digest = null;
        var missing = new SignaturePolicy(options.RequiredComponents) { RequiresCreated = true, RequiresKeyId = true, RequiresNonce = options.RequireNonce, RequiredTag = options.Tag }.FindMissing(input);
        if (missing.Count > 0)
        {
            error = $"The signature lacks {string.Join(", ", missing)}.";
            return false;
        }

        if (!MessageSignature.TryRead(signatureField, input.Label, out var signature, out error)
            || !HttpMessages.SignatureBase.TryBuild(input, message, out var text, out error)
            || (input.Covers(ContentDigest.FieldName) && !ContentDigest.TryRead(message.Find(ContentDigest.FieldName), out digest, out error)))
        {
            return false;
        }

        request = new HttpMessageSignedRequest(input, signature, text, digest, !options.RequireContentDigest);
        return true;
    }
}
