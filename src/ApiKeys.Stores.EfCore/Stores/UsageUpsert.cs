using ApiKeys.Stores.EfCore.Contexts;
using ApiKeys.Stores.EfCore.Entities;
using ApiKeys.Stores.EfCore.Mapping;
using Microsoft.EntityFrameworkCore;

namespace ApiKeys.Stores.EfCore.Stores;

/// <summary>A whole batch as one statement of PostgreSQL's: the batch's id, the sums and the hours, all or nothing.</summary>
internal static class UsageUpsert
{
    public static async Task<bool> RunAsync(DbContext context, StoreModel model, Guid batchId, DateTimeOffset now, UsageSums sums, CancellationToken cancellationToken)
    {
        object[] parameters =
        [
            batchId,
            UtcInstantConverter.Cut(now),
            sums.Secrets.Select(use => use.KeyId).ToArray(),
            sums.Secrets.Select(use => use.LookupId).ToArray(),
            sums.Secrets.Select(use => use.Count).ToArray(),
            sums.Secrets.Select(use => UtcInstantConverter.Cut(use.LastUsedAt)).ToArray(),
            sums.Secrets.Select(use => use.LastAddress?.ToString() ?? "").ToArray(),
            sums.Hours.Select(hour => hour.KeyId).ToArray(),
            sums.Hours.Select(hour => UtcInstantConverter.Cut(hour.HourAt)).ToArray(),
            sums.Hours.Select(hour => hour.Count).ToArray(),
        ];

        // Rows of the last part, the hours: none where the batch is known.
        return await context.Database.ExecuteSqlRawAsync(model.Statement(nameof(UsageUpsert), Write), parameters, cancellationToken).ConfigureAwait(false) > 0;
    }

    private static string Write(StoreModel model)
    {
        var use = Names<ApiKeyUsageEntity>(model);
        var hour = Names<ApiKeyUsageHourEntity>(model);
        var batch = Names<ApiKeyUsageBatchEntity>(model);
        var (keyId, lookupId, count) = (use(nameof(ApiKeyUsageEntity.KeyId)), use(nameof(ApiKeyUsageEntity.LookupId)), use(nameof(ApiKeyUsageEntity.Count)));
        var (usedAt, address) = (use(nameof(ApiKeyUsageEntity.LastUsedAt)), use(nameof(ApiKeyUsageEntity.LastAddress)));
        var (hourKeyId, hourAt, hourCount) = (hour(nameof(ApiKeyUsageHourEntity.KeyId)), hour(nameof(ApiKeyUsageHourEntity.HourAt)), hour(nameof(ApiKeyUsageHourEntity.Count)));
        return $$"""
            WITH fresh AS (
                INSERT INTO {{model.Table<ApiKeyUsageBatchEntity>()}} ({{batch(nameof(ApiKeyUsageBatchEntity.Id))}}, {{batch(nameof(ApiKeyUsageBatchEntity.At))}})
                VALUES ({0}, {1}) ON CONFLICT DO NOTHING RETURNING 1),
            sums AS (
                INSERT INTO {{model.Table<ApiKeyUsageEntity>()}} AS kept ({{keyId}}, {{lookupId}}, {{count}}, {{usedAt}}, {{address}})
                SELECT k, l, c, t, nullif(a, '') FROM unnest({2}, {3}, {4}, {5}, {6}) AS u(k, l, c, t, a) WHERE EXISTS (SELECT 1 FROM fresh)
                ON CONFLICT ({{keyId}}, {{lookupId}}) DO UPDATE SET
                    {{count}} = kept.{{count}} + excluded.{{count}},
                    {{address}} = CASE WHEN excluded.{{usedAt}} >= kept.{{usedAt}} THEN excluded.{{address}} ELSE kept.{{address}} END,
                    {{usedAt}} = greatest(kept.{{usedAt}}, excluded.{{usedAt}}))
            INSERT INTO {{model.Table<ApiKeyUsageHourEntity>()}} AS kept ({{hourKeyId}}, {{hourAt}}, {{hourCount}})
            SELECT k, h, c FROM unnest({7}, {8}, {9}) AS u(k, h, c) WHERE EXISTS (SELECT 1 FROM fresh)
            ON CONFLICT ({{hourKeyId}}, {{hourAt}}) DO UPDATE SET {{hourCount}} = kept.{{hourCount}} + excluded.{{hourCount}}
            """;
    }

    private static Func<string, string> Names<TEntity>(StoreModel model) => model.Column<TEntity>;
}
