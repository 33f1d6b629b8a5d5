using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace ApiKeys.Client.Tests.Hosts;

/// <summary>A real server on a port of its own, which remembers what it received and answers as a test says.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    private readonly ConcurrentQueue<ReceivedRequest> _received = new();
    private readonly WebApplication _app;

    private ApiHost(WebApplication app) => _app = app;

    /// <summary>Answers a request; the number counts from 1. Default: 200 without a body.</summary>
    public Func<HttpContext, ReceivedRequest, int, Task> Answer { get; set; } = (_, _, _) => Task.CompletedTask;

    public IReadOnlyList<ReceivedRequest> Received => [.. _received];

    public Uri Address => new(_app.Urls.First());

    public static Task<ApiHost> StartAsync() => StartAsync(HttpProtocols.Http1);

    public static async Task<ApiHost> StartAsync(HttpProtocols protocols)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(options =>
        {
            options.Limits.MaxRequestBodySize = null;
            options.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = protocols);
        });
        var host = new ApiHost(builder.Build());
        host._app.Run(host.HandleAsync);
        await host._app.StartAsync();
        return host;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var request = new ReceivedRequest(context.Request.Method, target, ReceivedRequest.HeadersOf(context.Request), body.ToArray());
        _received.Enqueue(request);
        await Answer(context, request, _received.Count);
    }
}
