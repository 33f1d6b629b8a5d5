using System.Security.Cryptography;
using ApiKeys.Signing;

namespace ApiKeys.Client.Signing;

/// <summary>Signs by RFC 9421: method, authority, path and query, and the body by its digest. A nonce makes every signature another one.</summary>
internal sealed class MessageRequestSigner(SignedClientOptions options) : IRequestSigner
{
    private const int NonceBytes = 16;
    private const string InputHeader = "Signature-Input";
    private const string SignatureHeader = "Signature";
    private const string DigestHeader = "Content-Digest";
    private static readonly string[] WithoutBody = ["@method", "@authority", "@path", "@query"];
    private static readonly string[] WithBody = [.. WithoutBody, RequestMessage.ContentDigest];

    public bool TrySign(HttpRequestMessage request, ReadOnlySpan<byte> bodyHash, DateTimeOffset now)
    {
        Unsign(request);
        var digest = request.Content is null ? null : HttpMessageSigner.WriteContentDigest(bodyHash);
        var message = new RequestMessage(request, options.PathPrefix, digest);
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NonceBytes));
        var (input, signature) = HttpMessageSigner.Sign(options.Secret!, options.ApiKey!, message, digest is null ? WithoutBody : WithBody, now, nonce);
        request.Headers.TryAddWithoutValidation(InputHeader, input);
        request.Headers.TryAddWithoutValidation(SignatureHeader, signature);
        if (digest is not null)
        {
            request.Headers.TryAddWithoutValidation(DigestHeader, digest);
        }

        return true;
    }

    public void Unsign(HttpRequestMessage request)
    {
        request.Headers.Remove(InputHeader);
        request.Headers.Remove(SignatureHeader);
        request.Headers.Remove(DigestHeader);
    }
}
