using ApiKeys.Stores;

namespace ApiKeys.Caching;

/// <summary>Lets a guard stand before a store of imported keys.</summary>
internal sealed class GuardedImportStore(IApiKeyImportStore inner, StoreGuard guard) : IApiKeyImportStore
{
    public ValueTask<IReadOnlyList<string>> ListLookupIdsAsync(string prefix, int limit, CancellationToken cancellationToken) =>
        guard.RunAsync(token => inner.ListLookupIdsAsync(prefix, limit, token), cancellationToken);

    public ValueTask<IReadOnlyList<ImportedSecretCount>> CountImportedAsync(string? tenantId, bool hasNoTenant, CancellationToken cancellationToken) =>
        guard.RunPatientlyAsync(token => inner.CountImportedAsync(tenantId, hasNoTenant, token), cancellationToken);
}
