using ApiKeys.Stores.EfCore.Contexts;
using ApiKeys.Stores.EfCore.Entities;
using ApiKeys.Stores.EfCore.Mapping;
using Microsoft.EntityFrameworkCore;

namespace ApiKeys.Stores.EfCore.Stores;

/// <summary>Reads what <see cref="KeyWriter"/> tells of its changes.</summary>
internal sealed class ChangeFeed(StoreSession session)
{
    private const int Batch = 1_000;

    public async ValueTask<ChangeFeedPage> ReadAsync(long after, int limit, CancellationToken cancellationToken) =>
        await session.ReadAsync((context, _, token) => ReadAsync(context, after, limit, token), cancellationToken).ConfigureAwait(false);

    public async ValueTask<long> GetPositionAsync(CancellationToken cancellationToken) =>
        (await session.ReadAsync((context, _, token) => FeedCounter.ReadAsync(context, token), cancellationToken).ConfigureAwait(false)).Position;

    public async ValueTask PruneAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        while (await session.WriteAsync((context, _, token) => PruneAsync(context, before, token), wasDone: null, cancellationToken).ConfigureAwait(false) == Batch)
        {
        }
    }

    private static async Task<ChangeFeedPage> ReadAsync(DbContext context, long after, int limit, CancellationToken cancellationToken)
    {
        // The entries first: one that is pruned in between is then told as a gap that is none, which costs a cache; the other way round it would be lost.
        var rows = await context.Set<ApiKeyFeedEntity>().IgnoreQueryFilters().AsNoTracking()
            .Where(entry => entry.Position > after).OrderBy(entry => entry.Position).Take(limit).ToListAsync(cancellationToken).ConfigureAwait(false);
        var counter = await FeedCounter.ReadAsync(context, cancellationToken).ConfigureAwait(false);
        var entries = rows.ConvertAll(row => new ChangeFeedEntry(row.Position, row.KeyId, TextLines.Read(row.LookupIds)));

        // A place that was not given yet comes from a database that was put back since.
        var isAhead = after > counter.Position;
        var reached = entries.Count > 0 ? entries[^1].Position : Math.Max(after, counter.PrunedPosition);
        return new ChangeFeedPage(entries, isAhead || after < counter.PrunedPosition, isAhead ? counter.Position : reached);
    }

    // Nodes' clocks differ: everything up to the last place before the first entry that stays goes, and the place is kept for whoever was away.
    private static async Task<int> PruneAsync(DbContext context, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var counter = await FeedCounter.LockAsync(context, cancellationToken).ConfigureAwait(false);
        var entries = context.Set<ApiKeyFeedEntity>().IgnoreQueryFilters();
        var firstKept = await entries.Where(entry => entry.At >= before).MinAsync(entry => (long?)entry.Position, cancellationToken).ConfigureAwait(false) ?? long.MaxValue;
        var old = await entries.Where(entry => entry.Position < firstKept).OrderBy(entry => entry.Position).Take(Batch)
            .Select(entry => entry.Position).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (old.Count > 0)
        {
            var last = counter.PrunedPosition = old[^1];
            await entries.Where(entry => entry.Position <= last).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }

        return old.Count;
    }
}
