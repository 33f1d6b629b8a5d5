using ApiKeys.Caching;
using ApiKeys.Management;
using ApiKeys.Stores;
using ApiKeys.Testing;

namespace ApiKeys.Core.Tests.Caching;

/// <summary>What the store said is believed for a while, never after a change on this node, and not at all once it is too old.</summary>
[TestFixture]
public class CacheTests
{
    private static readonly ApiKeyActor Admin = new("admin", null, null);
    private TestHost _host = null!;
    private string _text = "";
    private string _id = "";

    [SetUp]
    public async Task SetUpAsync()
    {
        _host = new TestHost();
        var issued = await _host.IssueAsync();
        (_text, _id) = (issued.Secret.Reveal(), issued.Record.Id);
    }

    [TearDown]
    public ValueTask TearDown() => _host.DisposeAsync();

    [Test]
    public async Task A_known_key_asks_the_store_once_in_five_seconds()
    {
        for (var i = 0; i < 100; i++)
        {
            Assert.That(await _host.ReasonAsync(_text), Is.Null);
        }

        Assert.That(_host.Store.Reads, Is.EqualTo(1));
        _host.Clock.Advance(TimeSpan.FromSeconds(5));
        await _host.ReasonAsync(_text);
        Assert.That(_host.Store.Reads, Is.EqualTo(2));
    }

    [Test]
    public async Task FC_03_with_the_store_down_a_cached_key_works_for_five_seconds_and_no_longer()
    {
        await _host.ReasonAsync(_text);
        _host.Store.Fault = StoreFault.Down;
        _host.Clock.Advance(TimeSpan.FromSeconds(3.9));
        Assert.That(await _host.ReasonAsync(_text), Is.Null);
        _host.Clock.Advance(TimeSpan.FromSeconds(1.1));
        Assert.That(await _host.ReasonAsync(_text), Is.EqualTo(ApiKeyFailureReason.StoreUnavailable));
    }

    [Test]
    public async Task FC_02_a_dead_store_is_asked_once_a_second_and_found_again_within_one()
    {
        _host.Store.Fault = StoreFault.Down;
        for (var i = 0; i < 100; i++)
        {
            Assert.That(await _host.ReasonAsync(_text), Is.EqualTo(ApiKeyFailureReason.StoreUnavailable));
        }

        Assert.That(_host.Store.Reads, Is.EqualTo(3), "three failures open the circuit");
        for (var second = 0; second < 10; second++)
        {
            _host.Clock.Advance(TimeSpan.FromSeconds(1));
            for (var i = 0; i < 10; i++)
            {
                Assert.That(await _host.ReasonAsync(_text), Is.EqualTo(ApiKeyFailureReason.StoreUnavailable));
            }
        }

        Assert.That(_host.Store.Reads, Is.EqualTo(13));
        _host.Store.Fault = StoreFault.None;
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await _host.ReasonAsync(_text), Is.Null);
    }

    [Test]
    public async Task FC_04_a_revoke_that_failed_says_so_and_the_key_is_denied_here_all_the_same([Values(StoreFault.Down, StoreFault.ThrowBeforeCommit, StoreFault.ThrowAfterCommit)] StoreFault fault)
    {
        Assert.That(await _host.ReasonAsync(_text), Is.Null);
        var gateless = _host.Store;
        gateless.Fault = fault == StoreFault.Down ? StoreFault.None : fault;
        var before = await _host.Live.FindByIdAsync(_id, default);
        gateless.Fault = fault;
        Assert.That(
            async () => await _host.Live.ApplyAsync(ApiKeyChange.Update(before!, before! with { RevokedAt = _host.Clock.GetUtcNow() }), default),
            Throws.InstanceOf<ApiKeyStoreUnavailableException>());
        Assert.That(await _host.ReasonAsync(_text), Is.EqualTo(ApiKeyFailureReason.UnknownKey), "denied without the store");
        gateless.Fault = StoreFault.None;
        _host.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.That(await _host.ReasonAsync(_text), Is.EqualTo(fault == StoreFault.ThrowAfterCommit ? ApiKeyFailureReason.Revoked : null), "then the truth");
    }

    [Test]
    public async Task FC_08_a_regenerate_that_failed_leaves_exactly_one_secret_that_works([Values(StoreFault.ThrowBeforeCommit, StoreFault.ThrowAfterCommit)] StoreFault fault)
    {
        Assert.That(await _host.ReasonAsync(_text), Is.Null);
        _host.Store.Fault = fault;
        Assert.That(async () => await _host.Manager.RegenerateAsync(_id, Admin, default), Throws.InstanceOf<ApiKeyStoreUnavailableException>());
        _host.Store.Fault = StoreFault.None;
        _host.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.That(await _host.ReasonAsync(_text), Is.EqualTo(fault == StoreFault.ThrowBeforeCommit ? null : ApiKeyFailureReason.UnknownKey));
        var again = (await _host.Manager.RegenerateAsync(_id, Admin, default)).Value!;
        Assert.That(await _host.ReasonAsync(again.Secret.Reveal()), Is.Null);
        Assert.That(await _host.ReasonAsync(_text), Is.EqualTo(ApiKeyFailureReason.UnknownKey));
    }

    [Test]
    public async Task Many_callers_of_one_key_ask_the_store_once_and_one_that_gives_up_ends_nobody_elses_wait()
    {
        var gate = _host.Store.Gate = new ArrivalGate(2);
        using var impatient = new CancellationTokenSource();
        var givingUp = Task.Run(async () => await _host.Verifier.VerifyAsync(_text, default, impatient.Token));
        Assert.That(() => gate.Arrived, Is.EqualTo(1).After(5_000, 1));
        var patient = Enumerable.Range(0, 50).Select(_ => Task.Run(() => _host.VerifyAsync(_text))).ToList();
        await impatient.CancelAsync();
        Assert.That(async () => await givingUp, Throws.InstanceOf<OperationCanceledException>());
        await Task.Delay(20);
        gate.Open();
        Assert.That((await Task.WhenAll(patient)).Select(verification => verification.Succeeded), Is.All.True);
        Assert.That(_host.Store.Reads, Is.EqualTo(1));
    }

    [Test]
    public async Task AC_082_an_unknown_key_is_asked_for_once_and_known_at_once_when_it_is_added()
    {
        await using var elsewhere = new TestHost();
        var issued = await elsewhere.IssueAsync();
        for (var i = 0; i < 10; i++)
        {
            Assert.That(await _host.ReasonAsync(issued.Secret.Reveal()), Is.EqualTo(ApiKeyFailureReason.UnknownKey));
        }

        Assert.That(_host.Store.Reads, Is.EqualTo(1));
        await _host.Live.ApplyAsync(ApiKeyChange.Add(issued.Record), default);
        Assert.That(await _host.ReasonAsync(issued.Secret.Reveal()), Is.Null);
    }

    [Test]
    public async Task AC_218_a_flood_of_unknown_keys_keeps_no_more_than_its_bound_and_pushes_no_good_key_out()
    {
        await using var host = new TestHost(keys => keys.ConfigureCache(cache => (cache.Capacity, cache.UnknownCapacity) = (10, 100)));
        var text = (await host.IssueAsync()).Secret.Reveal();
        Assert.That(await host.ReasonAsync(text), Is.Null);
        var cached = (CachedApiKeyStore)host.Live;
        for (var i = 0; i < 5_000; i++)
        {
            await host.Live.FindByLookupIdAsync($"unknown {i}", default);
            Assert.That(cached.UnknownCount, Is.LessThanOrEqualTo(100));
        }

        var reads = host.Store.Reads;
        Assert.That(await host.ReasonAsync(text), Is.Null);
        Assert.That(host.Store.Reads, Is.EqualTo(reads), "still cached");
    }

    [Test]
    public async Task A_cache_of_zero_seconds_asks_each_time()
    {
        await using var host = new TestHost(keys => keys.ConfigureCache(cache => cache.Lifetime = TimeSpan.Zero));
        var text = (await host.IssueAsync()).Secret.Reveal();
        await host.ReasonAsync(text);
        await host.ReasonAsync(text);
        Assert.That(host.Store.Reads, Is.EqualTo(2));
    }

    [Test]
    public async Task AC_075_the_end_of_a_cached_key_is_looked_at_with_each_request()
    {
        var issued = await _host.IssueAsync(TestHost.Request with { Expiry = ApiKeyExpiry.After(TimeSpan.FromSeconds(1)) });
        Assert.That(await _host.ReasonAsync(issued.Secret.Reveal()), Is.Null);
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await _host.ReasonAsync(issued.Secret.Reveal()), Is.EqualTo(ApiKeyFailureReason.Expired));
    }
}
