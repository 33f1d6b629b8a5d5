using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Threading.Channels;
using ApiKeys.DependencyInjection;

namespace ApiKeys.AspNetCore.Tests.Host;

/// <summary>Host H with requests that live long: an echo over a WebSocket, a hub, and streams whose next line the test gives.</summary>
internal sealed class LongHost : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Channel<string>> _lines = new();

    private LongHost(ApiKeyHost host) => Inner = host;

    public ApiKeyHost Inner { get; private set; }

    public IEnumerable<LogLine> Ended => Inner.Log.Where(line => line.EventName == "ApiKeyLongRequestEnded");

    public static async Task<LongHost> StartAsync(Action<ApiKeysBuilder>? keys = null, Action<WebApplication>? pipeline = null)
    {
        var host = new LongHost(null!);
        host.Inner = await ApiKeyHost.StartAsync(
            keys: keys,
            scheme: options => options.TenantSelector = _ => "A",
            services: builder => builder.Services.AddSignalR(),
            pipeline: app =>
            {
                pipeline?.Invoke(app);
                app.UseWebSockets();
                app.Map("/echo", EchoAsync).RequireScopes("leads:read");
                app.MapHub<DemandHub>("/hub");
                app.MapGet("/events/{name}", (HttpContext context, string name) => host.StreamAsync(context, name, "text/event-stream; charset=utf-8")).RequireScopes("leads:read");
                app.MapGet("/fast-events/{name}", (HttpContext context, string name) => host.StreamAsync(context, name, "Text/Event-Stream")).RequireApiKey("leads:read");
                app.MapGet("/download/{name}", (HttpContext context, string name) => host.StreamAsync(context, name, "text/plain")).RequireScopes("leads:read");
            });
        return host;
    }

    /// <summary>Gives a stream its next line.</summary>
    public void Write(string name, string line) => Lines(name).Writer.TryWrite(line);

    /// <summary>Lets a stream come to its own end.</summary>
    public void Finish(string name) => Lines(name).Writer.Complete();

    /// <summary>Turns the clock by one interval and waits until every key that is watched was looked at.</summary>
    public async Task PassAsync(int interval = 30)
    {
        // The cache has forgotten by the time of the pass, so each pass asks the store; when the second one asks, the first is over.
        for (var pass = 0; pass < 2; pass++)
        {
            var reads = Inner.Store.Reads;
            Inner.Clock.Advance(TimeSpan.FromSeconds(interval));
            Assert.That(() => Inner.Store.Reads, Is.GreaterThan(reads).After(10_000, 5), "nobody looked");
        }
    }

    public ValueTask DisposeAsync() => Inner.DisposeAsync();

    private static async Task EchoAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[100];
        while (await socket.ReceiveAsync(buffer, context.RequestAborted) is { MessageType: not WebSocketMessageType.Close } message)
        {
            await socket.SendAsync(buffer.AsMemory(0, message.Count), WebSocketMessageType.Text, endOfMessage: true, context.RequestAborted);
        }

        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
    }

    private async Task StreamAsync(HttpContext context, string name, string contentType)
    {
        context.Response.ContentType = contentType;
        await context.Response.Body.FlushAsync();
        await foreach (var line in Lines(name).Reader.ReadAllAsync(context.RequestAborted))
        {
            await context.Response.WriteAsync($"data: {line}\n\n");
            await context.Response.Body.FlushAsync();
        }
    }

    private Channel<string> Lines(string name) => _lines.GetOrAdd(name, _ => Channel.CreateUnbounded<string>());
}
