namespace ApiKeys.Stores;

/// <summary>The addresses that one tenant's keys are not admitted from, as they are stored.</summary>
/// <param name="TenantId">The tenant; <see langword="null"/>: for keys without one.</param>
/// <param name="Addresses">The addresses and networks.</param>
/// <param name="Version">The number of the list's present state; each change adds one. 0 for a list that was never set.</param>
public sealed record ApiKeyDenyList(string? TenantId, IpDenyList Addresses, long Version)
{
    /// <summary>The list of a tenant that has never set one.</summary>
    /// <param name="tenantId">The tenant.</param>
    public static ApiKeyDenyList NeverSet(string? tenantId) => new(tenantId, IpDenyList.None, 0);
}
