using System.Net;

namespace ApiKeys.Management;

/// <summary>Who asks for a change, and what keys they may see at all.</summary>
/// <param name="Name">Who, for the audit trail, up to 255 characters; <see langword="null"/>: the host itself.</param>
/// <param name="TenantId">The tenant whose keys they may see; a key of another one is answered like one that does not exist. <see langword="null"/>: every tenant's.</param>
/// <param name="Address">Where they ask from.</param>
public sealed record ApiKeyActor(string? Name, string? TenantId, IPAddress? Address)
{
    // The longest subject of OpenID Connect (Core 1.0 section 2), in UTF-16 units, as columns count.
    private const int LongestName = 255;

    /// <summary>The host itself: sees every key.</summary>
    public static ApiKeyActor Host { get; } = new(null, null, null);

    /// <summary>The key that asks, where it is one: it gives no key more than it holds itself (ATTACKS AC-096).</summary>
    public ApiKeyRecord? Ceiling { get; private init; }

    /// <summary>A key that manages keys: those of its own tenant, or of none where it has none, and never beyond itself.</summary>
    /// <param name="key">The key.</param>
    /// <param name="address">Where it asks from.</param>
    public static ApiKeyActor ForKey(ApiKeyRecord key, IPAddress? address)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new ApiKeyActor($"api_key:{key.Id}", key.TenantId, address) { Ceiling = key };
    }

    /// <summary>Whether the actor is bound to one tenant, which may be none.</summary>
    internal bool IsOfOneTenant => TenantId is not null || Ceiling is not null;

    /// <summary>Whether the actor is bound to keys that have no tenant.</summary>
    internal bool HasNoTenant => TenantId is null && IsOfOneTenant;

    /// <summary>What is wrong with the actor; null where nothing is. A name that no store can hold would look like a store that fails.</summary>
    internal ApiKeyError? Complaint() => Name is not null && (PlainText.Complaint(Name, LongestName) ?? (Name.Length > LongestName ? "It is too long." : null)) is { } complaint
        ? new ApiKeyError(ApiKeyErrorCode.Invalid, "Actor", complaint)
        : null;

    internal bool Sees(ApiKeyRecord record) =>
        record.DeletedAt is null && (!IsOfOneTenant || string.Equals(TenantId, record.TenantId, StringComparison.Ordinal));
}
