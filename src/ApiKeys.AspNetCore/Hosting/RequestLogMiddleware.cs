using ApiKeys.AspNetCore.Diagnostics;
using ApiKeys.Logs;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Hosting;

/// <summary>Stands around the whole pipeline of a host that logs requests: hands a request over when it has ended, with its status and its time. A WebSocket or a stream is one request, and ends when it closes.</summary>
internal sealed class RequestLogMiddleware(RequestDelegate next, ApiKeyRequestLog log, TimeProvider time)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var at = time.GetUtcNow();
        var began = time.GetTimestamp();
        var note = new RequestNote();
        context.Features.Set(note);
        var hasThrown = true;
        try
        {
            await next(context);
            hasThrown = false;
        }
        finally
        {
            if (LoggedRequest.Of(context, note, log, StatusOf(context, hasThrown), at) is { } entry)
            {
                log.Record(entry with { Duration = time.GetElapsedTime(began) });
            }
        }
    }

    // What has not begun to be answered is a 500 of the server's, or nothing where the client has gone.
    private static int? StatusOf(HttpContext context, bool hasThrown)
    {
        if (context.Response.HasStarted)
        {
            return context.Response.StatusCode;
        }

        if (context.RequestAborted.IsCancellationRequested)
        {
            return null;
        }

        return hasThrown ? StatusCodes.Status500InternalServerError : context.Response.StatusCode;
    }
}
