using System.Net;
using ApiKeys.Client.Content;

namespace ApiKeys.Client.Sending;

/// <summary>Waits as long as a refusal asks for by <c>Retry-After</c> (RFC 9110 section 10.2.3), and sends the request again.</summary>
internal sealed class RetryAfterHandler(RetryAfterOptions options, TimeProvider time) : DelegatingHandler
{
    // RFC 9110 section 9.2.2.
    private static readonly HttpMethod[] Idempotent = [HttpMethod.Get, HttpMethod.Head, HttpMethod.Options, HttpMethod.Put, HttpMethod.Delete, HttpMethod.Trace];

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new NotSupportedException("A client that waits for Retry-After sends asynchronously: use SendAsync.");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var retries = 0; ; retries++)
        {
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (retries == options.MaxRetries || !CanBeRetried(request, response) || DelayOf(response) is not { } delay || delay > options.MaxDelay)
            {
                return response;
            }

            response.Dispose();
            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
        }
    }

    // 429 says that nothing was done. After 503 it may have been.
    private static bool CanBeRetried(HttpRequestMessage request, HttpResponseMessage response)
    {
        var mayBeRepeated = response.StatusCode switch
        {
            HttpStatusCode.TooManyRequests => true,
            HttpStatusCode.ServiceUnavailable => Idempotent.Contains(request.Method) || request.Headers.NonValidated.Contains("Idempotency-Key"),
            _ => false,
        };
        return mayBeRepeated && Repeatable.CanBeSentAgain(request.Content);
    }

    // A date is held against the server's own clock where the response tells it: ours may be wrong.
    private TimeSpan? DelayOf(HttpResponseMessage response)
    {
        var retryAfter = response.Headers.RetryAfter;
        var delay = retryAfter?.Delta ?? retryAfter?.Date - (response.Headers.Date ?? time.GetUtcNow());
        return delay < TimeSpan.Zero ? TimeSpan.Zero : delay;
    }
}
