using ApiKeys.Client.Signing;
using ApiKeys.Client.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.Client.Tests;

/// <summary>Equal requests of one second have one signature, and a server takes the second for a replay.</summary>
internal sealed class ReplayTests
{
    private const int FreeSeconds = 1 + P2sRequestSigner.MostSecondsBack + P2sRequestSigner.MostSecondsAhead;

    private ApiHost _host = null!;
    private TestClients _clients = null!;

    [SetUp]
    public async Task Start()
    {
        _host = await ApiHost.StartAsync();
        _clients = TestClients.Signing(_host.Address);
    }

    [TearDown]
    public async Task Stop()
    {
        _clients.Dispose();
        await _host.DisposeAsync();
    }

    private IEnumerable<string> Signatures => _host.Received.Select(SignatureCheck.SignatureOf);

    private IEnumerable<long> Seconds => _host.Received.Select(request => SignatureCheck.TimestampOf(request) - _clients.Time.GetUtcNow().ToUnixTimeSeconds());

    [Test]
    public async Task Equal_requests_of_one_instant_go_back_in_time_and_then_a_little_ahead()
    {
        using var client = _clients.Create();
        for (var i = 0; i < FreeSeconds; i++)
        {
            await client.GetAsync("same");
        }

        int[] expected = [.. Enumerable.Range(0, 1 + P2sRequestSigner.MostSecondsBack).Select(back => -back), 1, 2, 3];
        Assert.Multiple(() =>
        {
            Assert.That(Seconds, Is.EqualTo(expected));
            Assert.That(Signatures, Is.Unique);
            Assert.That(_host.Received.All(SignatureCheck.IsSigned), Is.True);
        });
    }

    [Test]
    public async Task Thirty_equal_requests_of_one_instant_have_thirty_signatures_that_are_fresh_when_they_arrive()
    {
        const int Requests = 30;
        var stale = 0;
        _host.Answer = (_, request, _) =>
        {
            stale += SignatureCheck.IsFresh(request, _clients.Time.GetUtcNow()) ? 0 : 1;
            return Task.CompletedTask;
        };
        using var client = _clients.Create();
        for (var i = 0; i < FreeSeconds; i++)
        {
            await client.GetAsync("same");
        }

        // What is left waits for the next second, and each second sets one free.
        for (var i = FreeSeconds; i < Requests; i++)
        {
            var waiting = client.GetAsync("same");
            Assert.That(waiting.IsCompleted, Is.False);
            Assert.That(_host.Received, Has.Count.EqualTo(i));
            _clients.Time.Advance(TimeSpan.FromSeconds(1));
            await waiting;
        }

        Assert.Multiple(() =>
        {
            Assert.That(_host.Received, Has.Count.EqualTo(Requests));
            Assert.That(Signatures, Is.Unique);
            Assert.That(_host.Received.All(SignatureCheck.IsSigned), Is.True);
            Assert.That(stale, Is.Zero);
        });
    }

    [Test]
    public async Task Equal_requests_at_the_same_time_have_signatures_of_their_own()
    {
        using var client = _clients.Create();
        await Task.WhenAll(Enumerable.Range(0, FreeSeconds).Select(_ => client.GetAsync("same")));

        Assert.Multiple(() =>
        {
            Assert.That(_host.Received, Has.Count.EqualTo(FreeSeconds));
            Assert.That(Signatures, Is.Unique);
        });
    }

    [Test]
    public async Task Unlike_requests_keep_the_present_second()
    {
        using var client = _clients.Create();
        await client.GetAsync("one");
        await client.GetAsync("two");
        await client.PostAsync("one", null);
        await client.PostAsync("one", new StringContent("body"));

        Assert.That(Seconds, Has.All.Zero);
    }

    [Test]
    public async Task A_clock_that_goes_back_brings_no_signature_back()
    {
        using var client = _clients.Create();
        await client.GetAsync("same");
        _clients.Time.Advance(TimeSpan.FromSeconds(50));
        await client.GetAsync("same");
        _clients.Time.SetUtcNow(_clients.Time.GetUtcNow() - TimeSpan.FromSeconds(50));
        await client.GetAsync("same");

        Assert.That(Signatures, Is.Unique);
    }

    [Test]
    public async Task Two_clients_with_one_key_share_what_was_sent()
    {
        _clients.Add("other", _host.Address).AddApiKeySigning(options => (options.ApiKey, options.Secret) = (SignatureCheck.ApiKey, SignatureCheck.Secret));
        using var client = _clients.Create();
        using var other = _clients.Create("other");
        await client.GetAsync("same");
        await other.GetAsync("same");

        Assert.That(Signatures, Is.Unique);
    }

    [Test]
    public void A_wait_for_the_next_second_can_be_cancelled()
    {
        var ledger = new SignatureLedger();
        var signer = new P2sRequestSigner(new SignedClientOptions { ApiKey = SignatureCheck.ApiKey, Secret = SignatureCheck.Secret }, ledger);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_host.Address, "/same"));
        var now = _clients.Time.GetUtcNow();
        for (var i = 0; i < FreeSeconds; i++)
        {
            Assert.That(signer.TrySign(request, new byte[32], now), Is.True);
        }

        Assert.That(signer.TrySign(request, new byte[32], now), Is.False);
        using var cancellation = new CancellationTokenSource();
        var waiting = new ServerClock(_clients.Time).WaitForNextSecondAsync(TimeSpan.Zero, cancellation.Token);
        cancellation.Cancel();
        Assert.That(async () => await waiting, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(signer.TrySign(request, new byte[32], now.AddSeconds(1)), Is.True);
    }

    [Test]
    public void The_ledger_forgets_what_cannot_come_again()
    {
        var ledger = new SignatureLedger();
        var signature = new byte[32];

        Assert.Multiple(() =>
        {
            Assert.That(ledger.TryAdd(1_000, signature, 1_000), Is.True);
            Assert.That(ledger.TryAdd(1_000, signature, 1_060), Is.False, "still known after a minute");
            Assert.That(ledger.TryAdd(1_000, signature, 1_061), Is.True, "forgotten a second later");
        });
    }
}
