using ApiKeys.Stores;

namespace ApiKeys.Memory;

/// <summary>The deny lists beside the keys of <see cref="InMemoryApiKeyStore"/>, under whose lock they and the audit trail are written.</summary>
internal sealed class InMemoryDenyLists(AuditTrail audit, Lock writing)
{
    private readonly Dictionary<string, ApiKeyDenyList> _lists = new(StringComparer.Ordinal);

    public ApiKeyDenyList Get(string? tenantId)
    {
        lock (writing)
        {
            return Find(tenantId);
        }
    }

    public ApiKeyChangeOutcome Apply(ApiKeyDenyListChange change)
    {
        lock (writing)
        {
            var tenantId = change.Before.TenantId;
            if (Find(tenantId).Version != change.Before.Version)
            {
                return ApiKeyChangeOutcome.Conflict;
            }

            _lists[tenantId ?? ""] = change.After;
            audit.Add(change.Audit);
            return ApiKeyChangeOutcome.Applied;
        }
    }

    private ApiKeyDenyList Find(string? tenantId) => _lists.TryGetValue(tenantId ?? "", out var list) ? list with { TenantId = tenantId } : ApiKeyDenyList.NeverSet(tenantId);
}
