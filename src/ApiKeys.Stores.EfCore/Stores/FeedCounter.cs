using ApiKeys.Stores.EfCore.Entities;
using ApiKeys.Stores.EfCore.Mapping;
using Microsoft.EntityFrameworkCore;

namespace ApiKeys.Stores.EfCore.Stores;

/// <summary>The one row that every change passes.</summary>
internal static class FeedCounter
{
    /// <summary>Locks the row until the transaction ends, and gives it as it is then.</summary>
    public static async Task<ApiKeyFeedCounterEntity> LockAsync(DbContext context, CancellationToken cancellationToken)
    {
        var rows = context.Set<ApiKeyFeedCounterEntity>().IgnoreQueryFilters().Where(counter => counter.Id == FeedTables.OnlyRow);

        // Writing a row locks it in every database; how to lock one by reading differs.
        var locked = await rows.ExecuteUpdateAsync(row => row.SetProperty(counter => counter.Position, counter => counter.Position), cancellationToken).ConfigureAwait(false);
        return locked == 1
            ? await rows.AsTracking().SingleAsync(cancellationToken).ConfigureAwait(false)
            : throw new InvalidOperationException($"The row {FeedTables.OnlyRow} of {nameof(ApiKeyFeedCounterEntity)} is missing. It comes with the schema: apply the migrations.");
    }

    public static Task<ApiKeyFeedCounterEntity> ReadAsync(DbContext context, CancellationToken cancellationToken) =>
        context.Set<ApiKeyFeedCounterEntity>().IgnoreQueryFilters().AsNoTracking().SingleAsync(counter => counter.Id == FeedTables.OnlyRow, cancellationToken);
}
