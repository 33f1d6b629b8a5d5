using System.Collections.Concurrent;
using ApiKeys.Client.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiKeys.Client.Tests;

/// <summary>HttpClient logs headers at Trace. Keys and signatures are not among them, whatever the host lets it show.</summary>
internal sealed class LogTests
{
    private const string Key = "sk_live_example";

    private ApiHost _host = null!;

    [SetUp]
    public async Task Start() => _host = await ApiHost.StartAsync();

    [TearDown]
    public async Task Stop() => await _host.DisposeAsync();

    private static IEnumerable<TestCaseData> Redactions =>
    [
        new TestCaseData((Func<IHttpClientBuilder, IHttpClientBuilder>)(builder => builder), false).SetArgDisplayNames("the platform's own"),
        new TestCaseData((Func<IHttpClientBuilder, IHttpClientBuilder>)(builder => builder.RedactLoggedHeaders(_ => false)), true).SetArgDisplayNames("none"),
        new TestCaseData((Func<IHttpClientBuilder, IHttpClientBuilder>)(builder => builder.RedactLoggedHeaders(["X-Mine"])), false).SetArgDisplayNames("another"),
    ];

    [TestCaseSource(nameof(Redactions))]
    public async Task A_key_is_in_no_log(Func<IHttpClientBuilder, IHttpClientBuilder> redact, bool showsOthers)
    {
        foreach (var header in new[] { null, "X-API-Key", "X-Special" })
        {
            var log = await SendAsync(builder => redact(builder).AddApiKey(options => (options.ApiKey, options.HeaderName) = (Key, header)));
            var later = await SendAsync(builder => redact(builder.AddApiKey(options => (options.ApiKey, options.HeaderName) = (Key, header))));

            Assert.Multiple(() =>
            {
                Assert.That(_host.Received[^1].Headers.Values, Has.One.Contains(Key));
                Assert.That(log + later, Does.Contain(header ?? "Authorization").And.Contain("X-Mine").And.Not.Contain(Key));
                Assert.That(log.Contains("shown", StringComparison.Ordinal), Is.EqualTo(showsOthers), "the log would show the key");
            });
        }
    }

    [TestCaseSource(nameof(Redactions))]
    public async Task A_signature_is_in_no_log(Func<IHttpClientBuilder, IHttpClientBuilder> redact, bool showsOthers)
    {
        var log = await SendAsync(builder => redact(builder.AddApiKeySigning(options => (options.ApiKey, options.Secret) = (SignatureCheck.ApiKey, SignatureCheck.Secret))));

        Assert.Multiple(() =>
        {
            Assert.That(log, Does.Contain("Authorization").And.Not.Contain(SignatureCheck.Secret).And.Not.Contain(SignatureCheck.ApiKey).And.Not.Contain(SignatureCheck.SignatureOf(_host.Received[^1])));
            Assert.That(log.Contains("shown", StringComparison.Ordinal), Is.EqualTo(showsOthers));
        });
    }

    [Test]
    public async Task A_client_without_a_key_logs_what_it_likes()
    {
        var log = await SendAsync(builder => builder.RedactLoggedHeaders(_ => false).ConfigureHttpClient(client => client.DefaultRequestHeaders.Add("X-API-Key", Key)));

        Assert.That(log, Does.Contain(Key));
    }

    private async Task<string> SendAsync(Action<IHttpClientBuilder> configure)
    {
        using var sink = new Sink();
        using var clients = new TestClients();
        clients.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(sink));
        configure(clients.Add("sales", _host.Address));
        using var client = clients.Create();
        using var request = new HttpRequestMessage(HttpMethod.Get, "a");
        request.Headers.Add("X-Mine", "shown");
        await client.SendAsync(request);
        return string.Join('\n', sink.Lines);
    }

    private sealed class Sink : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Lines.Enqueue($"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
