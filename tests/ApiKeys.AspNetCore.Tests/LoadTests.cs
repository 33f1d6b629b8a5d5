using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using ApiKeys.AspNetCore.Tests.Host;
using ApiKeys.Management;
using ApiKeys.Testing;

namespace ApiKeys.AspNetCore.Tests;

/// <summary>Many requests at once: nothing is mixed up, nobody starves, and noise costs the good ones nothing. Counted, never timed.</summary>
[NonParallelizable]
internal sealed class LoadTests
{
    private const int Concurrency = 200;
    private readonly ConcurrentQueue<string> _wrong = new();
    private ApiKeyHost _host;

    [SetUp]
    public async Task StartAsync()
    {
        _wrong.Clear();

        // The platform's own lines would fill the memory at full scale.
        _host = await ApiKeyHost.StartAsync(services: builder => builder.Logging.AddFilter("Microsoft", LogLevel.Warning));
    }

    [TearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task AC_090_two_hundred_at_once_each_see_their_own_key()
    {
        var (a, b, everything, revoked) = (await IssueAsync("A"), await IssueAsync("B"), await IssueAsync("A", ScopeSet.Unrestricted), await IssueAsync("A"));
        await _host.Services.GetRequiredService<ApiKeyManager>().RevokeAsync(revoked.Record.Id, null, ApiKeyActor.Host, default);
        (string? Text, TestKey? Key)[] callers = [(a.Text, a), (b.Text, b), (everything.Text, everything), (a.Text + "x", null), (NobodysKey.WellFormed(1), null), (revoked.Text, null), (null, null)];
        using var http1 = Client(HttpVersion.Version11);
        using var http2 = Client(HttpVersion.Version20);
        await ManyAsync(TestScale.Of(1_000_000), async round =>
        {
            var (text, key) = callers[round % callers.Length];
            await ExpectAsync(round / callers.Length % 2 == 0 ? http1 : http2, text, key);
        });
        Assert.That(_wrong, Is.Empty);
    }

    [Test]
    public async Task FC_17_a_flood_of_bad_keys_costs_a_good_client_nothing_and_fills_nothing()
    {
        const int Seconds = 10;
        var good = await IssueAsync("A");
        using var client = Client(HttpVersion.Version11);
        await ExpectAsync(client, good.Text, good);
        var (reads, writes, flood) = (_host.Store.Reads, _host.Store.Writes, TestScale.Of(1_000_000));
        var texts = 0;
        for (var second = 0; second < Seconds; second++)
        {
            await ManyAsync(flood / Seconds, round => (round % 3) switch
            {
                0 => ExpectAsync(client, NobodysKey.Mistyped(Interlocked.Increment(ref texts)), null),
                1 => ExpectAsync(client, NobodysKey.WellFormed(Interlocked.Increment(ref texts)), null),
                _ => ExpectAsync(client, good.Text, good),
            });
            _host.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var asked = _host.Store.Arguments.Skip(reads).ToList();
        var wellFormed = Enumerable.Range(0, flood / Seconds).Count(round => round % 3 == 1) * Seconds;
        var own = asked.Count(id => id == good.Record.Secrets[0].LookupId);
        var lines = _host.Log.Where(line => line.EventName == "ApiKeyRefused").ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_wrong, Is.Empty);
            Assert.That(asked.Count - own, Is.EqualTo(wellFormed), "one read for each well-formed text, none for a wrong checksum");
            Assert.That(own, Is.LessThanOrEqualTo((Seconds / 4) + 1), "the good key stays in the cache");
            Assert.That(_host.Store.Writes, Is.EqualTo(writes));
            foreach (var reason in new[] { "WrongChecksum", "UnknownKey" })
            {
                Assert.That(lines.Count(line => line.Text.Contains(reason, StringComparison.Ordinal)), Is.InRange(1, Seconds), reason);
            }
        }
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task FC_24_five_hundred_at_once_that_wait_for_the_store_hold_no_thread(CancellationToken cancellationToken)
    {
        const int Callers = 500;
        var keys = new List<TestKey>();
        for (var i = 0; i < Callers; i++)
        {
            keys.Add(await _host.IssueAsync(tenant: $"tenant {i}"));
        }

        ThreadPool.GetMinThreads(out var minWorkers, out var minPorts);
        ThreadPool.GetMaxThreads(out var maxWorkers, out var maxPorts);
        try
        {
            // The store answers nobody before it was asked by all: whoever held a thread meanwhile would hold up the rest for good.
            Assert.That(ThreadPool.SetMinThreads(2, 2) && ThreadPool.SetMaxThreads(Environment.ProcessorCount + 30, maxPorts), Is.True);
            _host.Store.Gate = new ArrivalGate(Callers);
            using var client = Client(HttpVersion.Version11, Callers);
            await Task.WhenAll(keys.Select(key => ExpectAsync(client, key.Text, key, cancellationToken)));
        }
        finally
        {
            _host.Store.Gate?.Open();
            ThreadPool.SetMaxThreads(maxWorkers, maxPorts);
            ThreadPool.SetMinThreads(minWorkers, minPorts);
        }

        Assert.That(_wrong, Is.Empty);
    }

    private static Task ManyAsync(int count, Func<int, Task> run) =>
        Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = Concurrency }, async (round, _) => await run(round));

    // Without the limit that keys are issued with.
    private async Task<TestKey> IssueAsync(string tenant, ScopeSet? scopes = null)
    {
        var key = await _host.IssueAsync(tenant: tenant, scopes: scopes);
        await _host.ChangeAsync(key, record => record with { RateLimits = [] });
        return key;
    }

    private HttpClient Client(Version version, int connections = Concurrency) => new(new SocketsHttpHandler { MaxConnectionsPerServer = connections, UseCookies = false })
    {
        BaseAddress = new Uri($"http://127.0.0.1:{(version == HttpVersion.Version20 ? _host.Http2Port : _host.Port)}"),
        DefaultRequestVersion = version,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    private async Task ExpectAsync(HttpClient client, string? text, TestKey? key, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/me") { Version = client.DefaultRequestVersion, VersionPolicy = client.DefaultVersionPolicy };
        if (text is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {text}");
        }

        using var response = await client.SendAsync(request, cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        if (response.StatusCode != (key is null ? HttpStatusCode.Unauthorized : HttpStatusCode.OK) || (key is not null && !IsOf(body, key)))
        {
            _wrong.Enqueue($"{(int)response.StatusCode} {body}, expected {key?.Record.Id ?? "nobody"}");
        }
    }

    private static bool IsOf(string body, TestKey key)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.GetProperty("key_id").GetString() == key.Record.Id && json.RootElement.GetProperty("tenant_id").GetString() == key.Record.TenantId;
    }
}
