namespace ApiKeys.Memory;

/// <summary>A key in the host's configuration: its hash, never its text.</summary>
public sealed class ConfiguredApiKey
{
    /// <summary>The key's own id, unique and stable. Required.</summary>
    public string Id { get; set; } = "";

    /// <summary>What people call the key.</summary>
    /// <value>Default: the id.</value>
    public string? Name { get; set; }

    /// <summary>The public id in the key's text, or the digest where its shape has none; printed when the key is made. Required.</summary>
    public string LookupId { get; set; } = "";

    /// <summary>The self-describing hash, such as <c>$sha256$…</c>. Required.</summary>
    public string Hash { get; set; } = "";

    /// <summary>The tenant that the key belongs to.</summary>
    /// <value>Default: none.</value>
    public string? TenantId { get; set; }

    /// <summary>The environment that the key is bound to.</summary>
    /// <value>Default: none.</value>
    public string? Environment { get; set; }

    /// <summary>What the key may do.</summary>
    /// <value>Default: empty, nothing that asks for a scope.</value>
    public IList<string> Scopes { get; } = [];

    /// <summary>Whether the key may do everything, whatever <see cref="Scopes"/> says.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool Unrestricted { get; set; }

    /// <summary>How many requests an hour the key may make, counted from the first.</summary>
    /// <value>Default: <see langword="null"/>, no limit: the host wrote the key down itself.</value>
    public long? RateLimitPerHour { get; set; }

    /// <summary>The addresses and networks that may use the key.</summary>
    /// <value>Default: empty, all addresses.</value>
    public IList<string> AllowedIps { get; } = [];

    /// <summary>The customers that the key is limited to.</summary>
    /// <value>Default: empty, all customers.</value>
    public IList<string> CustomerIds { get; } = [];

    /// <summary>The first instant at which the key is no longer valid.</summary>
    /// <value>Default: <see langword="null"/>, never.</value>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Whether the key is switched off.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool Disabled { get; set; }
}
