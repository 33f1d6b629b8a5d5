using System.Net;

namespace ApiKeys.Stores;

/// <summary>Which rows of the request log are asked for. All conditions hold at once.</summary>
public sealed record ApiKeyRequestQuery
{
    /// <summary>Only rows of this tenant; <see langword="null"/>: of all.</summary>
    public string? TenantId { get; init; }

    /// <summary>Only rows without a tenant.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool HasNoTenant { get; init; }

    /// <summary>Only rows of this key.</summary>
    public string? KeyId { get; init; }

    /// <summary>Only rows of this kind.</summary>
    public ApiKeyRequestKind? Kind { get; init; }

    /// <summary>Only rows whose status begins with this digit: 4 for 400 to 499.</summary>
    public int? StatusClass { get; init; }

    /// <summary>Only rows of this instant and later, by <see cref="ApiKeyRequestEntry.At"/>, in UTC.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only rows before this instant, in UTC.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Only what this caller of the management endpoints tried.</summary>
    public string? Actor { get; init; }

    /// <summary>Only rows of this address, and those that count its network together.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>Only rows of this route template, compared character by character.</summary>
    public string? Route { get; init; }

    /// <summary>How many rows at most.</summary>
    /// <value>Default: 50.</value>
    public int Limit { get; init; } = 50;

    /// <summary>Only rows behind this one; <see langword="null"/>: from the newest on.</summary>
    public ApiKeyPosition? After { get; init; }

    /// <summary>Whether a row meets every condition but <see cref="After"/>.</summary>
    /// <param name="entry">The row.</param>
    public bool Matches(ApiKeyRequestEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return (TenantId is null || entry.TenantId == TenantId)
            && (!HasNoTenant || entry.TenantId is null)
            && (KeyId is null || entry.KeyId == KeyId)
            && (Kind is null || entry.Kind == Kind)
            && (StatusClass is null || entry.Status / 100 == StatusClass)
            && (From is null || entry.At >= From)
            && (Until is null || entry.At < Until)
            && (Actor is null || entry.Actor == Actor)
            && (Address is null || IsOf(entry, IpValue.Of(Address)))
            && (Route is null || entry.Route == Route);
    }

    private static bool IsOf(ApiKeyRequestEntry entry, IpValue asked) =>
        entry.Address is { } address && IpValue.Of(address) == (entry.Kind == ApiKeyRequestKind.Call ? asked : asked.Site);
}
