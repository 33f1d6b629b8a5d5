using ApiKeys.RateLimiting;
using ApiKeys.Stores.EfCore.Contexts;
using ApiKeys.Stores.EfCore.Entities;
using ApiKeys.Stores.EfCore.Mapping;
using Microsoft.EntityFrameworkCore;

namespace ApiKeys.Stores.EfCore.Stores;

/// <summary>Counts in the database: each key has one row, and whoever spends holds it. The count is exact over all nodes.</summary>
internal sealed class EntityFrameworkRateLimitStore : IRateLimitStore
{
    private readonly StoreSession _session;
    private readonly StoreClock _clock;
    private readonly SharedTakes _takes;

    public EntityFrameworkRateLimitStore(StoreSession session, StoreClock clock)
    {
        _session = session;
        _clock = clock;
        _takes = new SharedTakes((keyId, wishes, cancellationToken) => session.WriteAsync((context, model, token) => TakeAsync(context, model, keyId, wishes, token), wasDone: null, cancellationToken));
    }

    public async ValueTask<RateLimitDecision> TakeAsync(string keyId, IReadOnlyList<RateLimit> limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keyId);
        ArgumentNullException.ThrowIfNull(limits);
        return await _takes.TakeAsync(keyId, limits, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<RateLimitDecision> PeekAsync(string keyId, IReadOnlyList<RateLimit> limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keyId);
        ArgumentNullException.ThrowIfNull(limits);
        return await _session.ReadAsync(
            async (context, model, token) =>
            {
                var row = await RowsOf(context, keyId).AsNoTracking().SingleOrDefaultAsync(token).ConfigureAwait(false);
                var now = await _clock.ReadAsync(context, model, token).ConfigureAwait(false);
                return Load(row).Peek(limits, now - DateTimeOffset.UnixEpoch);
            },
            cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask GiveBackAsync(string keyId, IReadOnlyList<RateLimit> limits, RateLimitDecision taken, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keyId);
        ArgumentNullException.ThrowIfNull(limits);
        await _session.WriteAsync((context, model, token) => GiveBackAsync(context, model, keyId, limits, taken.DecidedAt, token), wasDone: null, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> GiveBackAsync(DbContext context, StoreModel model, string keyId, IReadOnlyList<RateLimit> limits, TimeSpan spentAt, CancellationToken cancellationToken)
    {
        var row = await LockRowAsync(context, model, keyId, cancellationToken).ConfigureAwait(false);
        var windows = Load(row);
        windows.GiveBack(limits, spentAt);
        await SaveAsync(context, row, windows, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task<IReadOnlyList<RateLimitDecision>> TakeAsync(DbContext context, StoreModel model, string keyId, IReadOnlyList<IReadOnlyList<RateLimit>> wishes, CancellationToken cancellationToken)
    {
        var row = await LockRowAsync(context, model, keyId, cancellationToken).ConfigureAwait(false);
        var windows = Load(row);
        var now = TimeSpan.FromTicks(row.NewestTicks);
        var decisions = wishes.Select(limits => Take(windows, limits, now)).ToList();
        if (decisions.Exists(decision => decision.IsAdmitted))
        {
            await SaveAsync(context, row, windows, cancellationToken).ConfigureAwait(false);
        }

        return decisions;
    }

    private Task<ApiKeyRateEntity> LockRowAsync(DbContext context, StoreModel model, string keyId, CancellationToken cancellationToken) => model.IsPostgreSql
        ? RateUpsert.LockAsync(context, model, _clock, keyId, cancellationToken)
        : LockAsync(context, model, keyId, cancellationToken);

    private static Task<int> SaveAsync(DbContext context, ApiKeyRateEntity row, KeyWindows windows, CancellationToken cancellationToken)
    {
        row.Windows = StoreJson.Write<IReadOnlyList<StoredWindow>>([.. windows.Snapshot().Select(pair => StoredWindow.Of(pair.Limit, pair.Window))]);
        return context.SaveChangesAsync(cancellationToken);
    }

    private static RateLimitDecision Take(KeyWindows windows, IReadOnlyList<RateLimit> limits, TimeSpan now) => windows.TryTake(limits, now, out var decision)
        ? decision
        : throw new InvalidOperationException("Windows that were just read are never retired.");

    private async Task<ApiKeyRateEntity> LockAsync(DbContext context, StoreModel model, string keyId, CancellationToken cancellationToken)
    {
        var rows = RowsOf(context, keyId);
        var row = await rows.ExecuteUpdateAsync(set => set.SetProperty(rate => rate.Takes, rate => rate.Takes + 1), cancellationToken).ConfigureAwait(false) == 1
            ? await rows.AsTracking().SingleAsync(cancellationToken).ConfigureAwait(false)
            : await AddAsync(context, keyId, cancellationToken).ConfigureAwait(false);

        // The time is read under the lock: whoever comes later is later.
        var now = await _clock.ReadAsync(context, model, cancellationToken).ConfigureAwait(false);
        row.NewestTicks = Math.Max(row.NewestTicks, (now - DateTimeOffset.UnixEpoch).Ticks);
        return row;
    }

    private static async Task<ApiKeyRateEntity> AddAsync(DbContext context, string keyId, CancellationToken cancellationToken)
    {
        var fresh = new ApiKeyRateEntity { KeyId = keyId, Windows = ApiKeyRateEntity.NoWindows };
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
