using System.Collections.ObjectModel;
using ApiKeys.Signing;

namespace ApiKeys.Management;

/// <summary>What a new key is to be.</summary>
public sealed record IssueApiKeyRequest
{
    /// <summary>What people call the key: 1 to 100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The tenant that the key will belong to.</summary>
    /// <value>Default: none.</value>
    public string? TenantId { get; init; }

    /// <summary>The environment that the key will be bound to; required where the format names environments.</summary>
    /// <value>Default: none.</value>
    public string? Environment { get; init; }

    /// <summary>What the key may do.</summary>
    /// <value>Default: <see cref="ScopeSet.None"/>.</value>
    public ScopeSet Scopes { get; init; } = ScopeSet.None;

    /// <summary>How often the key may be used, by up to four limits; empty: as often as its holder likes, where the policy allows that.</summary>
    /// <value>Default: <see langword="null"/>, the host's default limits.</value>
    public IReadOnlyList<RateLimit>? RateLimits { get; init; }

    /// <summary>The addresses that may use the key; <see langword="null"/>: all.</summary>
    public IpAllowList? AllowedIps { get; init; }

    /// <summary>The customers that the key is limited to; <see langword="null"/>: all. An empty list is refused.</summary>
    public IReadOnlyList<string>? CustomerIds { get; init; }

    /// <summary>The host's own notes on the key.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The first instant at which the key is valid; <see langword="null"/>: at once.</summary>
    public DateTimeOffset? NotBeforeAt { get; init; }

    /// <summary>When the key ends.</summary>
    /// <value>Default: <see cref="ApiKeyExpiry.Default"/>.</value>
    public ApiKeyExpiry Expiry { get; init; }

    /// <summary>Who asks for the key.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>How the key proves itself, for life; <see langword="null"/>: the first of <see cref="ApiKeyPolicyOptions.Modes"/>.</summary>
    public ApiKeyMode? Mode { get; init; }

    /// <summary>The scheme of a key that signs; <see langword="null"/>: <see cref="ApiKeySigningOptions.Scheme"/>.</summary>
    public ApiKeySigningScheme? SigningScheme { get; init; }
}
