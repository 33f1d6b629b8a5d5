using System.Net;
using ApiKeys.Client.Content;
using ApiKeys.Client.Signing;

namespace ApiKeys.Client.Sending;

/// <summary>Signs requests to the key's origin, each time that they are sent, with the body that is sent.</summary>
internal sealed class ApiKeySigningHandler(IRequestSigner signer, ServerClock clock, KeyOrigin origin, bool correctsClockSkew) : DelegatingHandler
{
    // Over plain http, somebody on the way could have requests signed for a time of its choice.
    private readonly bool _correctsClockSkew = correctsClockSkew && origin.IsPrivate;

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new NotSupportedException("A client that signs sends asynchronously: use SendAsync.");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!origin.Includes(request.RequestUri))
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        var content = request.Content;
        using var hashed = await HashedContent.ReadAsync(content, cancellationToken).ConfigureAwait(false);
        request.Content = hashed.Content;
        try
        {
            return await SendSignedAsync(request, hashed.Hash, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            signer.Unsign(request);
            request.Content = content;
        }
    }

    private async Task<HttpResponseMessage> SendSignedAsync(HttpRequestMessage request, ReadOnlyMemory<byte> bodyHash, CancellationToken cancellationToken)
    {
        var uri = request.RequestUri;
        var offset = clock.Offset;
        await SignAsync(request, bodyHash, offset, cancellationToken).ConfigureAwait(false);
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (!_correctsClockSkew
            || response.StatusCode != HttpStatusCode.Unauthorized
            || request.RequestUri != uri
            || !clock.TryCorrect(offset, response.Headers.Date))
        {
            return response;
        }

        response.Dispose();
        await SignAsync(request, bodyHash, clock.Offset, cancellationToken).ConfigureAwait(false);
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private async Task SignAsync(HttpRequestMessage request, ReadOnlyMemory<byte> bodyHash, TimeSpan offset, CancellationToken cancellationToken)
    {
        while (!signer.TrySign(request, bodyHash.Span, clock.Now(offset)))
        {
            await clock.WaitForNextSecondAsync(offset, cancellationToken).ConfigureAwait(false);
        }
    }
}
