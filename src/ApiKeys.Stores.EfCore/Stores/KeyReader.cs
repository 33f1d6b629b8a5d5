using ApiKeys.Stores.EfCore.Contexts;
using ApiKeys.Stores.EfCore.Entities;
using ApiKeys.Stores.EfCore.Mapping;
using Microsoft.EntityFrameworkCore;

namespace ApiKeys.Stores.EfCore.Stores;

/// <summary>Finds and lists keys.</summary>
internal sealed class KeyReader(StoreSession session)
{
    public async ValueTask<ApiKeyRecord?> FindByLookupIdAsync(string lookupId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lookupId);
        return StorableText.IsStorable(lookupId)
            ? await session.ReadAsync((context, model, token) => FirstAsync(model.ByLookupId(context, lookupId), key => HasSecret(key, lookupId), token), cancellationToken).ConfigureAwait(false)
            : null;
    }

    public async ValueTask<ApiKeyRecord?> FindByIdAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        return StorableText.IsStorable(id)
            ? await session.ReadForChangeAsync((context, model, token) => FirstAsync(model.ById(context, id), key => string.Equals(key.Id, id, StringComparison.Ordinal), token), cancellationToken).ConfigureAwait(false)
            : null;
    }

    public async ValueTask<IReadOnlyList<ApiKeyRecord>> ListAsync(ApiKeyQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (!KeyFilter.CanMatch(query))
        {
            return [];
        }

        var rows = await session.ReadAsync(
            (context, _, token) => KeyFilter.Behind(KeyFilter.Apply(context, query), query.After)
                .OrderByDescending(key => key.CreatedAt).ThenByDescending(key => key.Id).Take(query.Limit)
                .Include(key => key.Secrets).ToListAsync(token),
            cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(RecordMapper.ToRecord)];
    }

    public async ValueTask<long> CountAsync(ApiKeyQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return KeyFilter.CanMatch(query)
            ? await session.ReadAsync((context, _, token) => KeyFilter.Apply(context, query).LongCountAsync(token), cancellationToken).ConfigureAwait(false)
            : 0;
    }

    public async ValueTask<IdempotencyEntry?> FindIdempotentAsync(string key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (!StorableText.IsStorable(key))
        {
            return null;
        }

        var rows = await session.ReadForChangeAsync(
            (context, _, token) => context.Set<ApiKeyIdempotencyEntity>().IgnoreQueryFilters().AsNoTracking().Where(entry => entry.Id == key).ToListAsync(token),
            cancellationToken).ConfigureAwait(false);
        var row = rows.Find(entry => string.Equals(entry.Id, key, StringComparison.Ordinal));
        return row is null ? null : new IdempotencyEntry(row.Id, row.Fingerprint, row.KeyId, row.CreatedAt);
    }

    // The database's collation may hold several ids for equal. Only the one that is equal letter by letter is the one that was asked for.
    private static async Task<ApiKeyRecord?> FirstAsync(IAsyncEnumerable<ApiKeyEntity> rows, Func<ApiKeyEntity, bool> isMeant, CancellationToken cancellationToken)
    {
        await foreach (var row in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (isMeant(row))
            {
                return RecordMapper.ToRecord(row);
            }
        }

        return null;
    }

    private static bool HasSecret(ApiKeyEntity key, string lookupId) => key.Secrets.Any(secret => string.Equals(secret.LookupId, lookupId, StringComparison.Ordinal));
}
