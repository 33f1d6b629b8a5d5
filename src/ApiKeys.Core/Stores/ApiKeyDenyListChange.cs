namespace ApiKeys.Stores;

/// <summary>Puts other addresses into a tenant's deny list: list and audit entry are written both, or neither.</summary>
/// <param name="Before">The list as it was read. Another version in the store is a conflict.</param>
/// <param name="Addresses">What the list is to hold. The store keeps it with the next version.</param>
/// <param name="Audit">What the audit trail says of the change; <see langword="null"/> where it keeps none.</param>
public sealed record ApiKeyDenyListChange(ApiKeyDenyList Before, IpDenyList Addresses, AuditEntry? Audit)
{
    /// <summary>The list as it will be.</summary>
    public ApiKeyDenyList After => Before with { Addresses = Addresses, Version = Before.Version + 1 };
}
