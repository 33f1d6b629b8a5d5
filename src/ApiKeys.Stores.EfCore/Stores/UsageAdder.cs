using ApiKeys.Stores.EfCore.Contexts;
using ApiKeys.Stores.EfCore.Entities;
using Microsoft.EntityFrameworkCore;

namespace ApiKeys.Stores.EfCore.Stores;

/// <summary>Adds a batch of counts: in one statement where the database has one for it, row by row elsewhere.</summary>
internal sealed class UsageAdder(TimeProvider time)
{
    /// <summary>Adds a batch, unless it was added before.</summary>
    /// <returns>Whether it was new.</returns>
    public async Task<bool> AddAsync(DbContext context, StoreModel model, Guid batchId, UsageSums sums, CancellationToken cancellationToken)
    {
        var batches = context.Set<ApiKeyUsageBatchEntity>().IgnoreQueryFilters();
        if (model.IsPostgreSql)
        {
            return await UsageUpsert.RunAsync(context, model, batchId, time.GetUtcNow(), sums, cancellationToken).ConfigureAwait(false);
        }

        if (await batches.AnyAsync(batch => batch.Id == batchId, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        context.Add(new ApiKeyUsageBatchEntity { Id = batchId, At = time.GetUtcNow() });
        foreach (var use in sums.Secrets)
        {
            await AddAsync(context, use, cancellationToken).ConfigureAwait(false);
        }

        foreach (var (keyId, hourAt, count) in sums.Hours)
        {
            await AddAsync(context, keyId, hourAt, count, cancellationToken).ConfigureAwait(false);
        }

        TrackedTexts.Check(context);
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static async Task AddAsync(DbContext context, SecretUsage use, CancellationToken cancellationToken)
    {
        var (keyId, lookupId, count, usedAt, _) = use;
        var address = use.LastAddress?.ToString();
        var rows = context.Set<ApiKeyUsageEntity>().IgnoreQueryFilters().Where(row => row.KeyId == keyId && row.LookupId == lookupId);
        var changed = await rows.ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Count, row => row.Count + count)
                .SetProperty(row => row.LastAddress, row => row.LastUsedAt <= usedAt ? address : row.LastAddress)
                .SetProperty(row => row.LastUsedAt, row => row.LastUsedAt <= usedAt ? usedAt : row.LastUsedAt),
            cancellationToken).ConfigureAwait(false);
        if (changed == 0)
        {
            context.Add(new ApiKeyUsageEntity { KeyId = keyId, LookupId = lookupId, Count = count, LastUsedAt = usedAt, LastAddress = address });
        }
    }

    private static async Task AddAsync(DbContext context, string keyId, DateTimeOffset hourAt, long count, CancellationToken cancellationToken)
    {
        var changed = await context.Set<ApiKeyUsageHourEntity>().IgnoreQueryFilters().Where(row => row.KeyId == keyId && row.HourAt == hourAt)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Count, row => row.Count + count), cancellationToken).ConfigureAwait(false);
        if (changed == 0)
        {
            context.Add(new ApiKeyUsageHourEntity { KeyId = keyId, HourAt = hourAt, Count = count });
        }
    }
}
