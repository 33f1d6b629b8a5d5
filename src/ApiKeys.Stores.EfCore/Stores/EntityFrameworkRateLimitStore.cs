using ApiKeys.RateLimiting;
using ApiKeys.Stores.EfCore.Contexts;
using ApiKeys.Stores.EfCore.Entities;
using ApiKeys.Stores.EfCore.Mapping;
using Microsoft.EntityFrameworkCore;

namespace ApiKeys.Stores.EfCore.Stores;

/// <summary>Counts in the database: each key has one row, and whoever spends holds it. The count is exact over all nodes.</summary>
internal sealed class EntityFrameworkRateLimitStore(StoreSession session, TimeProvider time) : IRateLimitStore
{
    private readonly StoreClock _clock = new(time);

    public async ValueTask<RateLimitDecision> TakeAsync(string keyId, IReadOnlyList<RateLimit> limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keyId);
        ArgumentNullException.ThrowIfNull(limits);
        return await session.WriteAsync((context, model, token) => TakeAsync(context, model, keyId, limits, token), wasDone: null, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<RateLimitDecision> PeekAsync(string keyId, IReadOnlyList<RateLimit> limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keyId);
        ArgumentNullException.ThrowIfNull(limits);
        return await session.ReadAsync(
            async (context, model, token) =>
            {
                var row = await RowsOf(context, keyId).AsNoTracking().SingleOrDefaultAsync(token).ConfigureAwait(false);
                var now = await _clock.ReadAsync(context, model, token).ConfigureAwait(false);
                return Load(row).Peek(limits, now - DateTimeOffset.UnixEpoch);
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<RateLimitDecision> TakeAsync(DbContext context, StoreModel model, string keyId, IReadOnlyList<RateLimit> limits, CancellationToken cancellationToken)
    {
        var row = await LockAsync(context, keyId, cancellationToken).ConfigureAwait(false);

        // The time is read under the lock: whoever comes later is later.
        var now = await _clock.ReadAsync(context, model, cancellationToken).ConfigureAwait(false);
        var windows = Load(row);
        if (!windows.TryTake(limits, now - DateTimeOffset.UnixEpoch, out var decision))
        {
            throw new InvalidOperationException("Windows that were just read are never retired.");
        }

        if (decision.IsAdmitted)
        {
            row.NewestTicks = windows.Newest.Ticks;
            row.Windows = StoreJson.Write<IReadOnlyList<StoredWindow>>([.. windows.Snapshot().Select(pair => StoredWindow.Of(pair.Limit, pair.Window))]);
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }

        return decision;
    }

    private static async Task<ApiKeyRateEntity> LockAsync(DbContext context, string keyId, CancellationToken cancellationToken)
    {
        var rows = RowsOf(context, keyId);
        if (await rows.ExecuteUpdateAsync(row => row.SetProperty(rate => rate.Takes, rate => rate.Takes + 1), cancellationToken).ConfigureAwait(false) == 1)
        {
            return await rows.AsTracking().SingleAsync(cancellationToken).ConfigureAwait(false);
        }

        var fresh = new ApiKeyRateEntity { KeyId = keyId, Windows = StoreJson.Write<IReadOnlyList<StoredWindow>>([]) };
        context.Add(fresh);
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return fresh;
    }

    private static IQueryable<ApiKeyRateEntity> RowsOf(DbContext context, string keyId) =>
        context.Set<ApiKeyRateEntity>().IgnoreQueryFilters().Where(rate => rate.KeyId == keyId);

    private static KeyWindows Load(ApiKeyRateEntity? row) => row is null
        ? new KeyWindows()
        : KeyWindows.Restore(TimeSpan.FromTicks(row.NewestTicks), StoreJson.Read<IReadOnlyList<StoredWindow>>(row.Windows).Select(window => window.ToWindow()));
}
