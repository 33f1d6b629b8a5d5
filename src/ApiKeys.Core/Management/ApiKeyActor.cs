using System.Net;

namespace ApiKeys.Management;

/// <summary>Who asks for a change, and what keys they may see at all.</summary>
/// <param name="Name">Who, for the audit trail; <see langword="null"/>: the host itself.</param>
/// <param name="TenantId">The tenant whose keys they may see; a key of another one is answered like one that does not exist. <see langword="null"/>: every tenant's.</param>
/// <param name="Address">Where they ask from.</param>
public sealed record ApiKeyActor(string? Name, string? TenantId, IPAddress? Address)
{
    /// <summary>The host itself: sees every key.</summary>
    public static ApiKeyActor Host { get; } = new(null, null, null);

    internal bool Sees(ApiKeyRecord record) => TenantId is null || string.Equals(TenantId, record.TenantId, StringComparison.Ordinal);
}
