using ApiKeys.Hashing;

namespace ApiKeys.Management;

/// <summary>A key that another system has issued: what it may do, its hash, and what it can be found by. Never its text.</summary>
/// <remarks>
/// It is found by the first of these that is given: <see cref="LookupPart"/>; <see cref="LookupHash"/>; a public id within <see cref="Prefix"/>; the hash itself, where it
/// is a digest without salt; <see cref="Prefix"/> and <see cref="Last4"/> together.
/// </remarks>
public sealed record ApiKeyImportRow
{
    /// <summary>The key's id in the other system, up to 128 characters. A UUID (RFC 9562 section 4) stays the key's id, letter for letter; from anything else one is derived, always the same.</summary>
    /// <value>Default: <see langword="null"/>, derived from the hash.</value>
    public string? ForeignId { get; init; }

    /// <summary>What people call the key: 1 to 100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The tenant that the key belongs to. An actor of one tenant may leave it out, and may name no other.</summary>
    public string? TenantId { get; init; }

    /// <summary>The environment that the key is bound to; required where the format names environments.</summary>
    public string? Environment { get; init; }

    /// <summary>What the key may do. It has to be said: what an empty list meant in the other system, <see cref="ScopeSet.None"/> or <see cref="ScopeSet.Unrestricted"/>, only its people know.</summary>
    public ScopeSet? Scopes { get; init; }

    /// <summary>How often the key may be used; empty: as often as its holder likes.</summary>
    /// <value>Default: <see langword="null"/>, the host's default limits.</value>
    public IReadOnlyList<RateLimit>? RateLimits { get; init; }

    /// <summary>The addresses that may use the key; <see langword="null"/>: all.</summary>
    public IpAllowList? AllowedIps { get; init; }

    /// <summary>The customers that the key is limited to; <see langword="null"/>: all. An empty list is refused.</summary>
    public IReadOnlyList<string>? CustomerIds { get; init; }

    /// <summary>When the key was issued; <see langword="null"/>: at <see cref="LastUsedAt"/>, or now.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Who issued the key.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>The first instant at which the key is no longer valid, which may be over; <see langword="null"/>: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When the key was withdrawn for good; <see langword="null"/>: it was not.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Why it was, up to 500 characters.</summary>
    public string? RevokedReason { get; init; }

    /// <summary>Since when the key is switched off; <see langword="null"/>: it is on.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>When the key was used last; <see langword="null"/>: it is not known, or it never was.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>How often the key was used. It needs <see cref="LastUsedAt"/>, in whose hour all of it is counted.</summary>
    public long UsageCount { get; init; }

    /// <summary>The hash.</summary>
    public required string Hash { get; init; }

    /// <summary>How the hash is written.</summary>
    /// <value>Default: <see cref="ApiKeyHashFormat.SelfDescribing"/>.</value>
    public ApiKeyHashFormat HashFormat { get; init; }

    /// <summary>The public id in the key's text, or the beginning of the text with it, such as <c>sk_AbCd1234_</c>.</summary>
    public string? LookupPart { get; init; }

    /// <summary>SHA-256 of the whole text, written as <see cref="ApiKeyHashFormat.Sha256"/> allows, where the other system keeps one beside a slow hash to find keys by.</summary>
    public string? LookupHash { get; init; }

    /// <summary>The beginning of the text that people may see, such as <c>sk_live_</c> (CONTRACT S-6, N-2).</summary>
    public string? Prefix { get; init; }

    /// <summary>The last characters of the text that people may see, at most four (CONTRACT S-6).</summary>
    public string? Last4 { get; init; }

    /// <summary>Names the row without its hash.</summary>
    public override string ToString() => $"{nameof(ApiKeyImportRow)} {ForeignId}";
}
