using ApiKeys.Stores.EfCore.Contexts;
using ApiKeys.Stores.EfCore.Entities;
using Microsoft.EntityFrameworkCore;

namespace ApiKeys.Stores.EfCore.Stores;

/// <summary>Makes or locks a key's row, tells the time under the lock and reads the row, in one statement of PostgreSQL's.</summary>
internal static class RateUpsert
{
    public static async Task<ApiKeyRateEntity> LockAsync(DbContext context, StoreModel model, StoreClock clock, string keyId, CancellationToken cancellationToken)
    {
        var statement = model.Statement(nameof(RateUpsert), known => Write(known, clock.Sql));
        var rows = await context.Set<ApiKeyRateEntity>().FromSqlRaw(statement, clock.Now, keyId).IgnoreQueryFilters().AsTracking().ToListAsync(cancellationToken).ConfigureAwait(false);
        return rows[0];
    }

    // Never earlier than the newest instant seen: a clock that goes back refills nothing.
    private static string Write(StoreModel model, string clock)
    {
        var table = model.Table<ApiKeyRateEntity>();
        var keyId = model.Column<ApiKeyRateEntity>(nameof(ApiKeyRateEntity.KeyId));
        var newest = model.Column<ApiKeyRateEntity>(nameof(ApiKeyRateEntity.NewestTicks));
        var windows = model.Column<ApiKeyRateEntity>(nameof(ApiKeyRateEntity.Windows));
        var takes = model.Column<ApiKeyRateEntity>(nameof(ApiKeyRateEntity.Takes));
        var ticks = $"(extract(epoch FROM {clock}) * 1000000)::bigint * 10";
        return $$"""
            INSERT INTO {{table}} AS kept ({{keyId}}, {{newest}}, {{windows}}, {{takes}}) VALUES ({1}, {{ticks}}, '{{ApiKeyRateEntity.NoWindows}}', 1)
            ON CONFLICT ({{keyId}}) DO UPDATE SET {{newest}} = greatest(kept.{{newest}}, {{ticks}}), {{takes}} = kept.{{takes}} + 1
            RETURNING *
            """;
    }
}
