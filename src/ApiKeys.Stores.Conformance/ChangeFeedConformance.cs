using NUnit.Framework;

namespace ApiKeys.Stores.Conformance;

/// <summary>What the feed of a store that several nodes share has to do. Inherit it, give it your store, run it.</summary>
[TestFixture]
public abstract class ChangeFeedConformance : ApiKeyStoreFixture
{
    /// <summary>The feed of a store.</summary>
    /// <param name="store">What <see cref="ApiKeyStoreFixture.CreateAsync"/> gave.</param>
    protected virtual IApiKeyChangeFeed FeedOf(IApiKeyStore store) =>
        store as IApiKeyChangeFeed ?? throw new InvalidOperationException("The store is no IApiKeyChangeFeed; override FeedOf.");

    /// <summary>Every change is told with all lookup ids that the key had or has, in the order in which the changes were made.</summary>
    [Test]
    public async Task Every_change_is_told_in_order()
    {
        var store = await CreateAsync();
        var feed = FeedOf(store);
        var start = await feed.GetPositionAsync(CancellationToken.None);
        var record = Samples.Record();
        var fresh = Samples.Secret();
        await ApplyAsync(store, ApiKeyChange.Add(record));
        await ApplyAsync(store, ApiKeyChange.Update(record, record with { Secrets = [fresh] }));
        await store.ApplyAsync(ApiKeyChange.Update(record, record with { Name = "stale" }), CancellationToken.None);
        await ApplyAsync(store, ApiKeyChange.Delete(record with { Version = 2, Secrets = [fresh] }));
        var page = await feed.ReadAsync(start, 100, CancellationToken.None);
        Assert.That(page.HasGap, Is.False);
        Assert.That(page.Entries.Select(entry => entry.KeyId), Is.EqualTo(Enumerable.Repeat(record.Id, 3)), "nothing of what was refused");
        Assert.That(page.Entries.Select(entry => entry.Position), Is.Ordered.Ascending.And.Unique);
        Assert.That(page.Entries[1].LookupIds, Is.EquivalentTo(new[] { record.Secrets[0].LookupId, fresh.LookupId }));
        Assert.That(page.Position, Is.EqualTo(await feed.GetPositionAsync(CancellationToken.None)));
    }

    /// <summary>Pages follow one another, and the end is empty.</summary>
    [Test]
    public async Task Pages_follow_one_another()
    {
        var store = await CreateAsync();
        var feed = FeedOf(store);
        var position = await feed.GetPositionAsync(CancellationToken.None);
        for (var i = 0; i < 5; i++)
        {
            await ApplyAsync(store, ApiKeyChange.Add(Samples.Record()));
        }

        foreach (var expected in new[] { 2, 2, 1, 0 })
        {
            var page = await feed.ReadAsync(position, 2, CancellationToken.None);
            Assert.That(page.Entries, Has.Count.EqualTo(expected));
            position = page.Position;
        }
    }

    /// <summary>Whoever reads while many write misses none: a later position is never seen before an earlier one.</summary>
    [Test]
    public async Task A_reader_among_writers_misses_nothing()
    {
        const int Writers = 8;
        const int Each = 10;
        var store = await CreateAsync();
        var feed = FeedOf(store);
        var position = await feed.GetPositionAsync(CancellationToken.None);
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++)
            {
                await ApplyAsync(store, ApiKeyChange.Add(Samples.Record()));
            }
        })));
        var seen = new HashSet<string>();
        for (var isLast = false; !isLast;)
        {
            isLast = writing.IsCompleted;
            var page = await feed.ReadAsync(position, 1000, CancellationToken.None);
            Assert.That(page.Entries.Select(entry => entry.Position), Is.Ordered.Ascending.And.All.GreaterThan(position));
            seen.UnionWith(page.Entries.Select(entry => entry.KeyId));
            position = page.Position;
        }

        await writing;
        Assert.That(seen, Has.Count.EqualTo(Writers * Each));
    }

    /// <summary>Whoever was away longer than changes are kept is told so.</summary>
    [Test]
    public async Task A_gap_is_told()
    {
        var store = await CreateAsync();
        var feed = FeedOf(store);
        var start = await feed.GetPositionAsync(CancellationToken.None);
        await ApplyAsync(store, ApiKeyChange.Add(Samples.Record()));
        await feed.PruneFeedAsync(DateTimeOffset.MaxValue, CancellationToken.None);
        var page = await feed.ReadAsync(start, 100, CancellationToken.None);
        Assert.That((page.HasGap, page.Entries), Is.EqualTo((true, Array.Empty<ChangeFeedEntry>())));
        await ApplyAsync(store, ApiKeyChange.Add(Samples.Record()));
        Assert.That((await feed.ReadAsync(page.Position, 100, CancellationToken.None)).Entries, Has.Count.EqualTo(1));
        Assert.That((await feed.ReadAsync(start, 100, CancellationToken.None)).HasGap, Is.True);
    }
}
