using ApiKeys.Stores;

namespace ApiKeys.Events;

/// <summary>Something that happened to a key. It holds neither a secret nor a hash.</summary>
/// <param name="Type">What happened, such as <c>api_key.revoke</c>: the audit entry's action.</param>
/// <param name="KeyId">The key's own id.</param>
/// <param name="TenantId">The tenant that the key belongs to.</param>
/// <param name="At">When, in UTC.</param>
/// <param name="Audit">The entry in the audit trail that tells who, from where and what exactly.</param>
public sealed record ApiKeyEvent(string Type, string KeyId, string? TenantId, DateTimeOffset At, AuditEntry Audit)
{
    /// <summary>Tells of a change that was made.</summary>
    /// <param name="audit">Its entry in the audit trail.</param>
    public static ApiKeyEvent Of(AuditEntry audit)
    {
        ArgumentNullException.ThrowIfNull(audit);
        return new ApiKeyEvent(audit.Action, audit.KeyId, audit.TenantId, audit.At, audit);
    }
}
