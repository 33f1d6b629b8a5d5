using System.Collections.ObjectModel;

namespace ApiKeys;

/// <summary>A key as it is stored: everything but its secret.</summary>
/// <threadsafety>Immutable; change it by <c>with</c> and a store's <c>ApplyAsync</c>.</threadsafety>
public sealed record ApiKeyRecord
{
    /// <summary>The key's own id, stable over regeneration and rotation. Unique among all tenants and environments.</summary>
    public required string Id { get; init; }

    /// <summary>The tenant that the key belongs to, an opaque text; <see langword="null"/> in a host without tenants.</summary>
    public string? TenantId { get; init; }

    /// <summary>What people call the key.</summary>
    public required string Name { get; init; }

    /// <summary>The environment that the key is bound to, such as <c>live</c>; <see langword="null"/>: none.</summary>
    public string? Environment { get; init; }

    /// <summary>How the key proves itself.</summary>
    /// <value>Default: <see cref="ApiKeyMode.Bearer"/>.</value>
    public ApiKeyMode Mode { get; init; }

    /// <summary>What the key may do.</summary>
    /// <value>Default: <see cref="ScopeSet.None"/>, nothing that asks for a scope.</value>
    public ScopeSet Scopes { get; init; } = ScopeSet.None;

    /// <summary>How often the key may be used. Each limit holds by itself: a request that one of them refuses spends none. Empty: as often as its holder likes.</summary>
    /// <value>Default: empty.</value>
    public IReadOnlyList<RateLimit> RateLimits { get; init; } = [];

    /// <summary>The addresses that may use the key; <see langword="null"/>: all.</summary>
    public IpAllowList? AllowedIps { get; init; }

    /// <summary>The customers that the key is limited to; <see langword="null"/>: all (CONTRACT G-7).</summary>
    public IReadOnlyList<string>? CustomerIds { get; init; }

    /// <summary>The host's own notes on the key. They never become claims.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The key's secrets, at least one.</summary>
    public required IReadOnlyList<SecretVersion> Secrets { get; init; }

    /// <summary>When the key was issued, in UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who issued the key.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>The first instant at which the key is valid, in UTC; <see langword="null"/>: since it was issued.</summary>
    public DateTimeOffset? NotBeforeAt { get; init; }

    /// <summary>The first instant at which the key is no longer valid, in UTC; <see langword="null"/>: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Since when the key is switched off, in UTC; <see langword="null"/>: it is on. Reversible.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>When the key was withdrawn, in UTC; <see langword="null"/>: it was not. Final.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Who withdrew the key.</summary>
    public string? RevokedBy { get; init; }

    /// <summary>Why the key was withdrawn.</summary>
    public string? RevokedReason { get; init; }

    /// <summary>Since when the key is deleted, in UTC; <see langword="null"/>: it is not. A deleted key is answered like one that does not exist, and removed when it is pruned.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>The number of the record's present state; each change adds one, and a change of an older state is refused.</summary>
    /// <value>Default: 1.</value>
    public long Version { get; init; } = 1;

    /// <summary>What the key is at an instant. Deleted outweighs Revoked, which outweighs Disabled, which outweighs Expired.</summary>
    /// <param name="now">The instant, in UTC.</param>
    public ApiKeyStatus GetStatus(DateTimeOffset now)
    {
        if (DeletedAt is not null)
        {
            return ApiKeyStatus.Deleted;
        }

        if (RevokedAt is not null)
        {
            return ApiKeyStatus.Revoked;
        }

        if (DisabledAt is not null)
        {
            return ApiKeyStatus.Disabled;
        }

        if (now >= ExpiresAt)
        {
            return ApiKeyStatus.Expired;
        }

        return now < NotBeforeAt ? ApiKeyStatus.NotYetValid : ApiKeyStatus.Active;
    }

    /// <summary>Names the key by its id alone.</summary>
    public override string ToString() => $"{nameof(ApiKeyRecord)} {Id}";
}
