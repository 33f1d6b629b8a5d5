using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.Responses;

/// <summary>Answers refused requests: status and headers when a scheme decides, the body once, when everybody has spoken.</summary>
internal sealed class RefusalResponder
{
    private readonly IApiKeyErrorWriter _writer;

    public RefusalResponder(IOptions<ApiKeyResponseOptions> options, TimeProvider time) => _writer = options.Value.Writer ?? options.Value.Contract switch
    {
        ApiKeyErrorContract.SalesOs => new SalesOsErrorWriter(options.Value.IncludeMeta, time),
        ApiKeyErrorContract.Flat => new FlatErrorWriter(),
        ApiKeyErrorContract.Empty => new EmptyErrorWriter(),
        _ => new ProblemDetailsErrorWriter(),
    };

    /// <summary>Sets status and headers, and leaves the body for later. A heavier refusal that stands already is kept.</summary>
    public void Refuse(HttpContext context, ApiKeyRefusal refusal)
    {
        if (context.Features.Get<PendingRefusal>() is { } standing && Weight(standing.Refusal.StatusCode) > Weight(refusal.StatusCode))
        {
            refusal = standing.Refusal;
        }

        context.Features.Set(new PendingRefusal(refusal));
        context.Response.StatusCode = refusal.StatusCode;
        context.Response.Headers.CacheControl = "no-store";
        if (refusal.RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        // The host's status pages would answer in the library's place.
        if (_writer is not EmptyErrorWriter && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }
    }

    /// <summary>Writes the body of the refusal, if it still stands.</summary>
    public Task CompleteAsync(HttpContext context)
    {
        // Most requests are not refused.
        if (context.Response.StatusCode == StatusCodes.Status200OK || context.Features.Get<PendingRefusal>()?.Refusal is not { } refusal || context.Response.HasStarted || !Stands(context.Response, refusal))
        {
            return Task.CompletedTask;
        }

        // Another scheme may have challenged after ours.
        context.Response.StatusCode = refusal.StatusCode;
        return _writer.WriteAsync(context, refusal);
    }

    // An exception page or a redirect has taken over: then the answer is no longer ours.
    private static bool Stands(HttpResponse response, ApiKeyRefusal refusal) =>
        response.ContentLength is null or 0 && (response.StatusCode == refusal.StatusCode || (Weight(response.StatusCode) is var weight and > 0 && weight < Weight(refusal.StatusCode)));

    // "Cannot tell" outweighs "too many", which outweighs "cannot be read", which outweighs "forbidden", which outweighs "who are you".
    private static int Weight(int statusCode) => statusCode switch
    {
        StatusCodes.Status401Unauthorized => 1,
        StatusCodes.Status403Forbidden => 2,
        StatusCodes.Status400BadRequest or StatusCodes.Status413PayloadTooLarge => 3,
        StatusCodes.Status429TooManyRequests => 4,
        StatusCodes.Status503ServiceUnavailable => 5,
        _ => 0,
    };
}
