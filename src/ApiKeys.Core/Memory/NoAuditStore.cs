using ApiKeys.Stores;

namespace ApiKeys.Memory;

/// <summary>The audit trail of a host whose store keeps none: it is empty.</summary>
internal sealed class NoAuditStore : IApiKeyAuditStore
{
    public ValueTask<IReadOnlyList<AuditEntry>> ListAsync(AuditQuery query, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<AuditEntry>>([]);
}
