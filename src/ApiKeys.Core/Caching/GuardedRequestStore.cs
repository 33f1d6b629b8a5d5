using ApiKeys.Stores;

namespace ApiKeys.Caching;

/// <summary>Lets a guard stand before what people wait for of the request log. Nobody waits for what is written to it.</summary>
internal sealed class GuardedRequestStore(IApiKeyRequestStore inner, StoreGuard guard) : IApiKeyRequestStore
{
    public ValueTask AddAsync(IReadOnlyList<ApiKeyRequestEntry> entries, CancellationToken cancellationToken) => inner.AddAsync(entries, cancellationToken);

    public ValueTask<IReadOnlyList<ApiKeyRequestEntry>> ListAsync(ApiKeyRequestQuery query, CancellationToken cancellationToken) =>
        guard.RunPatientlyAsync(token => inner.ListAsync(query, token), cancellationToken);

    public ValueTask ForgetAsync(IReadOnlyCollection<string> keyIds, CancellationToken cancellationToken) => inner.ForgetAsync(keyIds, cancellationToken);

    public ValueTask<int> PruneAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => inner.PruneAsync(before, limit, cancellationToken);
}
