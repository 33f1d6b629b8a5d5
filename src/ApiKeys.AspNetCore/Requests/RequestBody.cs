using System.Security.Cryptography;
using ApiKeys.Signing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace ApiKeys.AspNetCore.Requests;

/// <summary>A request's body, hashed once while it is buffered: the endpoint reads the very bytes that were checked.</summary>
internal sealed class RequestBody(HttpRequest request, ApiKeySignedRequestOptions options) : ISignedBody
{
    private const int ChunkBytes = 64 * 1024;
    private const int LeastBytes = 256;

    public bool CanExist { get; } = CanHaveBody(request.HttpContext.Features);

    /// <summary>Whether its length, as it is said beforehand, is beyond the limit: a matter of the request alone, whatever key it names.</summary>
    public bool IsSaidTooLarge => request.ContentLength > options.MaxBodyBytes;

    /// <summary>The hash that was computed, for people who look for their mistake; null where the body was not read.</summary>
    public byte[]? Hash { get; private set; }

    public async ValueTask<ApiKeyFailureReason?> HashAsync(Memory<byte> hash, CancellationToken cancellationToken)
    {
        if (CanExist && WasRead())
        {
            return ApiKeyFailureReason.WrongSignature;
        }

        using var hasher = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (CanExist && await ReadAsync(hasher, Buffered(), cancellationToken) is { } failure)
        {
            return failure;
        }

        hasher.GetHashAndReset(hash.Span);
        Hash = hash.ToArray();
        return null;
    }

    private async ValueTask<ApiKeyFailureReason?> ReadAsync(IncrementalHash hasher, Stream body, CancellationToken cancellationToken)
    {
        var start = body.Position;
        var buffer = new byte[Math.Clamp(request.ContentLength ?? ChunkBytes, LeastBytes, ChunkBytes)];
        try
        {
            var total = 0L;
            for (int count; (count = await body.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                total += count;
                if (total > options.MaxBodyBytes)
                {
                    return ApiKeyFailureReason.BodyTooLarge;
                }

                hasher.AppendData(buffer, 0, count);
            }

            return total == (request.ContentLength ?? total) ? null : ApiKeyFailureReason.WrongSignature;
        }
        catch (BadHttpRequestException exception)
        {
            return exception.StatusCode == StatusCodes.Status413PayloadTooLarge ? ApiKeyFailureReason.BodyTooLarge : ApiKeyFailureReason.UnreadableBody;
        }
        finally
        {
            // Also where the request is refused: an endpoint that asks for no key reads its body whole.
            body.Position = start;
        }
    }

    // What comes over an extended CONNECT (RFC 8441) is a tunnel's, which has no end to wait for.
    private static bool CanHaveBody(IFeatureCollection features) =>
        features.Get<IHttpExtendedConnectFeature>()?.IsExtendedConnect is not true && (features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? true);

    // What is left of a body is not the body: the endpoint may have it otherwise, as a form that somebody has read.
    private bool WasRead() => request.Body.CanSeek ? request.Body.Position != 0 : request.HttpContext.Features.Get<IFormFeature>()?.Form is not null;

    // A middleware of the host may have buffered it before.
    private Stream Buffered()
    {
        if (!request.Body.CanSeek)
        {
            request.Body = new FileBufferingReadStream(request.Body, options.BodyMemoryBytes);
            request.HttpContext.Response.RegisterForDispose(request.Body);
        }

        return request.Body;
    }
}
