using ApiKeys.Stores;

namespace ApiKeys.Caching;

/// <summary>Lets a guard stand before a store of keys.</summary>
internal sealed class GuardedApiKeyStore(IApiKeyStore inner, StoreGuard guard) : IApiKeyStore
{
    public ValueTask<ApiKeyRecord?> FindByLookupIdAsync(string lookupId, CancellationToken cancellationToken) =>
        guard.RunAsync(token => inner.FindByLookupIdAsync(lookupId, token), cancellationToken);

    public ValueTask<ApiKeyRecord?> FindByIdAsync(string id, CancellationToken cancellationToken) =>
        guard.RunPatientlyAsync(token => inner.FindByIdAsync(id, token), cancellationToken);

    public ValueTask<IReadOnlyList<ApiKeyRecord>> ListAsync(ApiKeyQuery query, CancellationToken cancellationToken) =>
        guard.RunPatientlyAsync(token => inner.ListAsync(query, token), cancellationToken);

    public ValueTask<long> CountAsync(ApiKeyQuery query, CancellationToken cancellationToken) =>
        guard.RunPatientlyAsync(token => inner.CountAsync(query, token), cancellationToken);

    public ValueTask<ApiKeyChangeOutcome> ApplyAsync(ApiKeyChange change, CancellationToken cancellationToken) =>
        guard.RunPatientlyAsync(token => inner.ApplyAsync(change, token), cancellationToken);

    public ValueTask<IdempotencyEntry?> FindIdempotentAsync(string key, CancellationToken cancellationToken) =>
        guard.RunPatientlyAsync(token => inner.FindIdempotentAsync(key, token), cancellationToken);

    // Nobody waits for a pruning, and it may take its time.
    public ValueTask<IReadOnlyList<string>> PruneAsync(ApiKeyPruning pruning, CancellationToken cancellationToken) => inner.PruneAsync(pruning, cancellationToken);
}
