using ApiKeys.Stores.EfCore.Contexts;
using ApiKeys.Stores.EfCore.Entities;
using Microsoft.EntityFrameworkCore;

namespace ApiKeys.Stores.EfCore.Stores;

/// <summary>Removes what is kept for a while only.</summary>
internal sealed class KeyPruner(StoreSession session)
{
    public async ValueTask<IReadOnlyList<string>> PruneAsync(ApiKeyPruning pruning, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pruning);
        return await session.WriteAsync((context, _, token) => PruneAsync(context, pruning, token), wasDone: null, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<IReadOnlyList<string>> PruneAsync(DbContext context, ApiKeyPruning pruning, CancellationToken cancellationToken)
    {
        var entries = context.Set<ApiKeyIdempotencyEntity>().IgnoreQueryFilters();
        var names = await entries.Where(entry => entry.CreatedAt < pruning.IdempotentBefore).OrderBy(entry => entry.CreatedAt).Take(pruning.Limit)
            .Select(entry => entry.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        await entries.Where(entry => names.Contains(entry.Id)).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);

        var keys = context.Set<ApiKeyEntity>().IgnoreQueryFilters();
        var ids = await keys.Where(key => key.DeletedAt < pruning.DeletedBefore).OrderBy(key => key.DeletedAt).Take(pruning.Limit)
            .Select(key => key.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        await context.Set<ApiKeySecretEntity>().IgnoreQueryFilters().Where(secret => ids.Contains(secret.KeyId)).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        await context.Set<ApiKeyRateEntity>().IgnoreQueryFilters().Where(rate => ids.Contains(rate.KeyId)).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        await keys.Where(key => ids.Contains(key.Id)).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        return ids;
    }
}
