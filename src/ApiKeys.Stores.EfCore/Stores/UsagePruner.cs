using ApiKeys.Stores.EfCore.Entities;
using Microsoft.EntityFrameworkCore;

namespace ApiKeys.Stores.EfCore.Stores;

/// <summary>Forgets hours and batches, a thousand of each at a time.</summary>
internal static class UsagePruner
{
    private const int Batch = 1_000;

    /// <summary>Forgets some, and tells whether there are more.</summary>
    public static async Task<bool> PruneAsync(DbContext context, DateTimeOffset hoursBefore, DateTimeOffset batchesBefore, CancellationToken cancellationToken)
    {
        var hours = context.Set<ApiKeyUsageHourEntity>().IgnoreQueryFilters();
        var oldest = await hours.Where(hour => hour.HourAt < hoursBefore).OrderBy(hour => hour.HourAt).ThenBy(hour => hour.KeyId).Take(Batch)
            .Select(hour => new { hour.HourAt, hour.KeyId }).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var instant in oldest.GroupBy(hour => hour.HourAt, hour => hour.KeyId))
        {
            var ids = instant.ToList();
            await hours.Where(hour => hour.HourAt == instant.Key && ids.Contains(hour.KeyId)).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        }

        var batches = context.Set<ApiKeyUsageBatchEntity>().IgnoreQueryFilters();
        var old = await batches.Where(batch => batch.At < batchesBefore).OrderBy(batch => batch.At).Take(Batch).Select(batch => batch.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        await batches.Where(batch => old.Contains(batch.Id)).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        return oldest.Count == Batch || old.Count == Batch;
    }
}
