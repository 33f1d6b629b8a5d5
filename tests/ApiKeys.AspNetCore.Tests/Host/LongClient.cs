using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace ApiKeys.AspNetCore.Tests.Host;

/// <summary>The caller's end of a request that lives long.</summary>
internal abstract class LongClient : IAsyncDisposable
{
    /// <summary>Every way in which a request can live long.</summary>
    public static readonly string[] Ways = ["socket", "socket over http/2", "events", "events by the fast lane", "events over http/2", "hub by socket", "hub by events"];

    protected const string Handshake = "{\"protocol\":\"json\",\"version\":1}\u001e";
    protected const string Ping = "{\"type\":1,\"invocationId\":\"1\",\"target\":\"Ping\",\"arguments\":[]}\u001e";

    public static Task<LongClient> ConnectAsync(LongHost host, TestKey key, string way, string name = "a") => way switch
    {
        "socket" => SocketClient.ConnectAsync(host.Inner.Port, key, "/echo", HttpVersion.Version11),
        "socket over http/2" => SocketClient.ConnectAsync(host.Inner.Http2Port, key, "/echo", HttpVersion.Version20),
        "hub by socket" => SocketClient.ConnectAsync(host.Inner.Port, key, "/hub", HttpVersion.Version11),
        "events" => EventClient.ConnectAsync(host, key, $"/events/{name}", name, HttpVersion.Version11),
        "events over http/2" => EventClient.ConnectAsync(host, key, $"/events/{name}", name, HttpVersion.Version20),
        "events by the fast lane" => EventClient.ConnectAsync(host, key, $"/fast-events/{name}", name, HttpVersion.Version11),
        "hub by events" => EventClient.ConnectHubAsync(host, key),
        _ => EventClient.ConnectAsync(host, key, $"/download/{name}", name, HttpVersion.Version11),
    };

    /// <summary>Something goes to and fro.</summary>
    public abstract Task PingAsync();

    /// <summary>Whether the server ended the request, waiting for it.</summary>
    public abstract Task<bool> WasEndedAsync();

    public abstract ValueTask DisposeAsync();

    protected static CancellationToken Soon() => new CancellationTokenSource(TimeSpan.FromSeconds(10)).Token;

    private sealed class SocketClient(ClientWebSocket socket, HttpMessageInvoker invoker, bool isHub) : LongClient
    {
        public static async Task<LongClient> ConnectAsync(int port, TestKey key, string path, Version version)
        {
            var socket = new ClientWebSocket();
            socket.Options.HttpVersion = version;
            socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
            socket.Options.SetRequestHeader("Authorization", $"Bearer {key.Text}");
            var invoker = new HttpMessageInvoker(new SocketsHttpHandler());
            await socket.ConnectAsync(new Uri($"ws://localhost:{port}{path}"), invoker, Soon());
            var client = new SocketClient(socket, invoker, path == "/hub");
            await (client.IsHub ? client.SayAsync(Handshake, "{}") : Task.CompletedTask);
            return client;
        }

        private bool IsHub { get; } = isHub;

        public override Task PingAsync() => IsHub ? SayAsync(Ping, "pong") : SayAsync("hello", "hello");

        public override async Task<bool> WasEndedAsync()
        {
            try
            {
                while (await ReadAsync(Soon()) is not null)
                {
                }
            }
            catch (Exception exception) when (exception is WebSocketException or IOException)
            {
            }

            return socket.State != WebSocketState.Open;
        }

        public override ValueTask DisposeAsync()
        {
            socket.Dispose();
            invoker.Dispose();
            return ValueTask.CompletedTask;
        }

        private async Task SayAsync(string message, string answer)
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, Soon());
            string? heard;
            do
            {
                heard = await ReadAsync(Soon());
            }
            while (heard is not null && !heard.Contains(answer, StringComparison.Ordinal));
            Assert.That(heard, Is.Not.Null);
        }

        private async Task<string?> ReadAsync(CancellationToken cancellationToken)
        {
            var buffer = new byte[1000];
            var message = await socket.ReceiveAsync(buffer, cancellationToken);
            return message.MessageType == WebSocketMessageType.Close ? null : Encoding.UTF8.GetString(buffer, 0, message.Count);
        }
    }

    private sealed class EventClient(HttpClient http, StreamReader reader, Func<Task> provoke, string answer) : LongClient
    {
        // It does not say what it accepts: what comes back decides.
        public static async Task<LongClient> ConnectAsync(LongHost host, TestKey key, string path, string name, Version version)
        {
            var http = Http(version == HttpVersion.Version20 ? host.Inner.Http2Port : host.Inner.Port, key, version);
            var reader = new StreamReader(await http.GetStreamAsync(path, Soon()));
            return new EventClient(http, reader, () => Task.Run(() => host.Write(name, "hello")), "hello");
        }

        public static async Task<LongClient> ConnectHubAsync(LongHost host, TestKey key)
        {
            var http = Http(host.Inner.Port, key, HttpVersion.Version11);
            var negotiated = await (await http.PostAsync("/hub/negotiate?negotiateVersion=1", null, Soon())).Content.ReadFromJsonAsync<JsonElement>(Soon());
            var url = $"/hub?id={negotiated.GetProperty("connectionToken").GetString()}";
            http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
            var reader = new StreamReader(await http.GetStreamAsync(url, Soon()));
            await PostAsync(http, url, Handshake);
            return new EventClient(http, reader, () => PostAsync(http, url, Ping), "pong");
        }

        public override async Task PingAsync()
        {
            await provoke();
            string? heard;
            do
            {
                heard = await reader.ReadLineAsync(Soon());
            }
            while (heard is not null && !heard.Contains(answer, StringComparison.Ordinal));
            Assert.That(heard, Is.Not.Null);
        }

        public override async Task<bool> WasEndedAsync()
        {
            try
            {
                while (await reader.ReadLineAsync(Soon()) is not null)
                {
                }

                return false;
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                return true;
            }
        }

        public override ValueTask DisposeAsync()
        {
            reader.Dispose();
            http.Dispose();
            return ValueTask.CompletedTask;
        }

        private static HttpClient Http(int port, TestKey key, Version version) => new()
        {
            BaseAddress = new Uri($"http://localhost:{port}"),
            DefaultRequestVersion = version,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key.Text) },
        };

        private static async Task PostAsync(HttpClient http, string url, string message)
        {
            using var content = new StringContent(message, Encoding.UTF8, "text/plain");
            (await http.PostAsync(url, content, Soon())).EnsureSuccessStatusCode();
        }
    }
}
