using ApiKeys.Stores;

namespace ApiKeys.Caching;

/// <summary>Narrows keys to what their owners allow, where they are read to be verified. Lists, edits and the audit trail see them as they are stored.</summary>
internal sealed class OwnedApiKeyStore(IApiKeyStore inner, OwnerBounds owners) : IApiKeyStore
{
    public async ValueTask<ApiKeyRecord?> FindByLookupIdAsync(string lookupId, CancellationToken cancellationToken)
    {
        var record = await inner.FindByLookupIdAsync(lookupId, cancellationToken).ConfigureAwait(false);
        return record is null ? null : await owners.ApplyAsync(record, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<ApiKeyRecord?> FindByIdAsync(string id, CancellationToken cancellationToken) => inner.FindByIdAsync(id, cancellationToken);

    public ValueTask<IReadOnlyList<ApiKeyRecord>> ListAsync(ApiKeyQuery query, CancellationToken cancellationToken) => inner.ListAsync(query, cancellationToken);

    public ValueTask<long> CountAsync(ApiKeyQuery query, CancellationToken cancellationToken) => inner.CountAsync(query, cancellationToken);

    public ValueTask<ApiKeyChangeOutcome> ApplyAsync(ApiKeyChange change, CancellationToken cancellationToken) => inner.ApplyAsync(change, cancellationToken);

    public ValueTask<IdempotencyEntry?> FindIdempotentAsync(string key, CancellationToken cancellationToken) => inner.FindIdempotentAsync(key, cancellationToken);

    public ValueTask<IReadOnlyList<string>> PruneAsync(ApiKeyPruning pruning, CancellationToken cancellationToken) => inner.PruneAsync(pruning, cancellationToken);
}
