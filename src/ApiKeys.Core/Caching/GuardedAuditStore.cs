using ApiKeys.Stores;

namespace ApiKeys.Caching;

/// <summary>Lets a guard stand before a store of the audit trail.</summary>
internal sealed class GuardedAuditStore(IApiKeyAuditStore inner, StoreGuard guard) : IApiKeyAuditStore
{
    public ValueTask<IReadOnlyList<AuditEntry>> ListAsync(AuditQuery query, CancellationToken cancellationToken) =>
        guard.RunPatientlyAsync(token => inner.ListAsync(query, token), cancellationToken);
}
