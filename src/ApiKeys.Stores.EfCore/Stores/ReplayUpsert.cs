using ApiKeys.Stores.EfCore.Contexts;
using ApiKeys.Stores.EfCore.Entities;
using Microsoft.EntityFrameworkCore;

namespace ApiKeys.Stores.EfCore.Stores;

/// <summary>Remembers a signature in one statement of PostgreSQL's: exactly one makes the row, or takes over one that has ended.</summary>
internal static class ReplayUpsert
{
    public static async Task<bool> RunAsync(DbContext context, StoreModel model, StoreClock clock, string id, TimeSpan window, CancellationToken cancellationToken)
    {
        var statement = model.Statement(nameof(ReplayUpsert), known => Write(known, clock.Sql));
        return await context.Database.ExecuteSqlRawAsync(statement, [clock.Now, id, window], cancellationToken).ConfigureAwait(false) == 1;
    }

    private static string Write(StoreModel model, string clock)
    {
        var id = model.Column<ApiKeyReplayEntity>(nameof(ApiKeyReplayEntity.Id));
        var expiresAt = model.Column<ApiKeyReplayEntity>(nameof(ApiKeyReplayEntity.ExpiresAt));
        return $$"""
            INSERT INTO {{model.Table<ApiKeyReplayEntity>()}} AS kept ({{id}}, {{expiresAt}}) VALUES ({1}, {{clock}} + {2})
            ON CONFLICT ({{id}}) DO UPDATE SET {{expiresAt}} = excluded.{{expiresAt}} WHERE kept.{{expiresAt}} <= {{clock}}
            """;
    }
}
