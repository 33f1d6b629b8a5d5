using System.Net;
using NUnit.Framework;

namespace ApiKeys.Stores.Conformance;

/// <summary>What a store of usage has to do. Inherit it, give it your store, run it.</summary>
[TestFixture]
public abstract class UsageStoreConformance
{
    /// <summary>An empty store for one test.</summary>
    protected abstract ValueTask<IApiKeyUsageStore> CreateAsync();

    /// <summary>A batch counts once, however often and by however many it is sent.</summary>
    [Test]
    public async Task A_batch_counts_once()
    {
        var store = await CreateAsync();
        var batch = Batch(Use("key", "a", 3, 0), Use("key", "b", 1, 0));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => await store.AddAsync(batch, CancellationToken.None))));
        var usage = await store.GetAsync("key", CancellationToken.None);
        Assert.That(usage.OrderBy(entry => entry.LookupId, StringComparer.Ordinal).Select(entry => entry.Count), Is.EqualTo(new long[] { 3, 1 }));
    }

    /// <summary>Many batches at once lose nothing.</summary>
    [Test]
    public async Task Counts_add_up()
    {
        var store = await CreateAsync();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
            {
                await store.AddAsync(Batch(Use("key", "a", 2, i)), CancellationToken.None);
            }
        })));
        Assert.That((await store.GetAsync("key", CancellationToken.None)).Single().Count, Is.EqualTo(800));
    }

    /// <summary>The last use never goes back, and its address stays with it.</summary>
    [Test]
    public async Task The_last_use_never_goes_back()
    {
        var store = await CreateAsync();
        await store.AddAsync(Batch(Use("key", "a", 1, 60) with { LastAddress = IPAddress.Parse("192.0.2.7") }), CancellationToken.None);
        await store.AddAsync(Batch(Use("key", "a", 1, 0) with { LastAddress = IPAddress.Parse("198.51.100.1") }), CancellationToken.None);
        var usage = (await store.GetAsync("key", CancellationToken.None)).Single();
        Assert.That((usage.Count, usage.LastUsedAt, usage.LastAddress), Is.EqualTo((2, Samples.Now.AddSeconds(60), IPAddress.Parse("192.0.2.7"))));
    }

    /// <summary>Counts are 64 bits wide, and keys do not share them.</summary>
    [Test]
    public async Task Counts_are_wide_and_belong_to_one_key()
    {
        var store = await CreateAsync();
        await store.AddAsync(Batch(Use("key", "a", (1L << 53) + 1, 0)), CancellationToken.None);
        await store.AddAsync(Batch(Use("key", "a", int.MaxValue, 0), Use("KEY", "a", 5, 0)), CancellationToken.None);
        Assert.That((await store.GetAsync("key", CancellationToken.None)).Single().Count, Is.EqualTo((1L << 53) + 1 + int.MaxValue));
        Assert.That(await store.GetAsync("nobody", CancellationToken.None), Is.Empty);
    }

    /// <summary>Several keys are asked for at once, and each secret is told with its key.</summary>
    [Test]
    public async Task Several_keys_are_answered_at_once()
    {
        var store = await CreateAsync();
        await store.AddAsync(Batch(Use("one", "a", 2, 0), Use("one", "b", 3, 0), Use("two", "c", 4, 0), Use("other", "d", 9, 0)), CancellationToken.None);
        var usage = await store.GetAsync(["one", "two", "nobody"], CancellationToken.None);
        Assert.That(usage.Select(entry => (entry.KeyId, entry.LookupId, entry.Count)), Is.EquivalentTo(new[] { ("one", "a", 2L), ("one", "b", 3L), ("two", "c", 4L) }));
        Assert.That(await store.GetAsync((IReadOnlyCollection<string>)[], CancellationToken.None), Is.Empty);
    }

    /// <summary>Hours are counted apart, each use in its own.</summary>
    [Test]
    public async Task Hours_are_counted_apart()
    {
        var store = await CreateAsync();
        await store.AddAsync(Batch(Use("key", "a", 2, 0), Use("key", "b", 3, 0), Use("other", "c", 9, 0)), CancellationToken.None);
        await store.AddAsync(Batch(Use("key", "a", 4, 3600), Use("key", "a", 5, 7200)), CancellationToken.None);
        var hour = UsagePoint.HourOf(Samples.Now);
        var all = await store.GetSeriesAsync("key", hour, hour.AddDays(1), CancellationToken.None);
        Assert.That(all, Is.EqualTo(new UsagePoint[] { new(hour, 5), new(hour.AddHours(1), 4), new(hour.AddHours(2), 5) }));
        var some = await store.GetSeriesAsync("key", hour.AddHours(1), hour.AddHours(2), CancellationToken.None);
        Assert.That(some.Single().Count, Is.EqualTo(4));
        await store.PruneAsync(hour.AddHours(2), CancellationToken.None);
        Assert.That((await store.GetSeriesAsync("key", hour, hour.AddDays(1), CancellationToken.None)).Single().Count, Is.EqualTo(5));
        Assert.That((await store.GetAsync("key", CancellationToken.None)).Sum(usage => usage.Count), Is.EqualTo(14), "sums outlive the hours");
    }

    /// <summary>A removed key's use is forgotten, and nobody else's.</summary>
    [Test]
    public async Task What_is_forgotten_is_gone()
    {
        var store = await CreateAsync();
        await store.AddAsync(Batch(Use("key", "a", 2, 0), Use("other", "b", 3, 0)), CancellationToken.None);
        await store.ForgetAsync(["key", "nobody"], CancellationToken.None);
        Assert.That(await store.GetAsync("key", CancellationToken.None), Is.Empty);
        Assert.That(await store.GetSeriesAsync("key", Samples.Now.AddDays(-1), Samples.Now.AddDays(1), CancellationToken.None), Is.Empty);
        Assert.That((await store.GetAsync("other", CancellationToken.None)).Single().Count, Is.EqualTo(3));
    }

    private static UsageBatch Batch(params SecretUsage[] entries) => new(Guid.NewGuid(), entries);

    private static SecretUsage Use(string keyId, string lookupId, long count, int seconds) =>
        new(keyId, lookupId, count, Samples.Now.AddSeconds(seconds), IPAddress.Loopback);
}
