using System.Net;
using ApiKeys.Stores.EfCore.Contexts;
using ApiKeys.Stores.EfCore.Entities;
using Microsoft.EntityFrameworkCore;

namespace ApiKeys.Stores.EfCore.Stores;

/// <summary>Keeps usage in the database: sums a secret, and counts by the hour.</summary>
internal sealed class EntityFrameworkUsageStore(StoreSession session, TimeProvider time) : IApiKeyUsageStore
{
    private const int Chunk = 500;

    // A batch that could not be delivered for so long was dropped by its node long ago.
    private static readonly TimeSpan BatchesAreKeptFor = TimeSpan.FromDays(7);
    private readonly UsageAdder _adder = new(time);

    public async ValueTask AddAsync(UsageBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var entries = UsageSums.Of(batch.Entries);
        await session.WriteStatementAsync((context, model, token) => _adder.AddAsync(context, model, batch.Id, entries, token), cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<IReadOnlyList<SecretUsage>> GetAsync(string keyId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keyId);
        return GetAsync([keyId], cancellationToken);
    }

    public async ValueTask<IReadOnlyList<SecretUsage>> GetAsync(IReadOnlyCollection<string> keyIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keyIds);
        var all = new List<SecretUsage>();
        foreach (var ids in keyIds.Where(Mapping.StorableText.IsStorable).Chunk(Chunk))
        {
            var rows = await session.ReadAsync(
                (context, _, token) => context.Set<ApiKeyUsageEntity>().IgnoreQueryFilters().AsNoTracking().Where(use => ids.Contains(use.KeyId)).ToListAsync(token),
                cancellationToken).ConfigureAwait(false);
            all.AddRange(rows.Select(row => new SecretUsage(row.KeyId, row.LookupId, row.Count, row.LastUsedAt, row.LastAddress is { } address ? IPAddress.Parse(address) : null)));
        }

        return all;
    }

    public async ValueTask<IReadOnlyList<UsagePoint>> GetSeriesAsync(string keyId, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keyId);
        if (!Mapping.StorableText.IsStorable(keyId))
        {
            return [];
        }

        var first = UsagePoint.HourOf(from);
        var rows = await session.ReadAsync(
            (context, _, token) => context.Set<ApiKeyUsageHourEntity>().IgnoreQueryFilters().AsNoTracking()
                .Where(hour => hour.KeyId == keyId && hour.HourAt >= first && hour.HourAt < until).OrderBy(hour => hour.HourAt).ToListAsync(token),
            cancellationToken).ConfigureAwait(false);
        return rows.ConvertAll(row => new UsagePoint(row.HourAt, row.Count));
    }

    public async ValueTask ForgetAsync(IReadOnlyCollection<string> keyIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keyIds);
        foreach (var ids in keyIds.Where(Mapping.StorableText.IsStorable).Chunk(Chunk))
        {
            await session.WriteAsync((context, _, token) => ForgetAsync(context, ids, token), wasDone: null, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask PruneAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        while (await session.WriteAsync((context, _, token) => UsagePruner.PruneAsync(context, before, time.GetUtcNow() - BatchesAreKeptFor, token), wasDone: null, cancellationToken).ConfigureAwait(false))
        {
        }
    }

    private static async Task<int> ForgetAsync(DbContext context, string[] ids, CancellationToken cancellationToken) =>
        await context.Set<ApiKeyUsageEntity>().IgnoreQueryFilters().Where(use => ids.Contains(use.KeyId)).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false)
        + await context.Set<ApiKeyUsageHourEntity>().IgnoreQueryFilters().Where(hour => ids.Contains(hour.KeyId)).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
}
