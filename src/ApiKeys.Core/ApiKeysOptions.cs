namespace ApiKeys;

/// <summary>The host's choices that belong to no single room of the library.</summary>
public sealed class ApiKeysOptions
{
    /// <summary>The environment that this host serves; keys of another one are refused (CONTRACT S-27, G-1).</summary>
    /// <value>Default: <see langword="null"/>, keys of every environment are admitted and start-up says so in a warning.</value>
    public string? Environment { get; set; }

    /// <summary>Which requests count against their key's limits.</summary>
    /// <value>Default: <see cref="RateLimitCount.Authorized"/>.</value>
    public RateLimitCount RateLimitCount { get; set; }

    /// <summary>What a key of another environment is told: <see cref="ApiKeyFailureKind.Unauthorized"/> or <see cref="ApiKeyFailureKind.Forbidden"/> (CONTRACT C11).</summary>
    /// <value>Default: <see cref="ApiKeyFailureKind.Unauthorized"/>, the same answer as for an unknown key.</value>
    public ApiKeyFailureKind EnvironmentMismatch { get; set; } = ApiKeyFailureKind.Unauthorized;

    /// <summary>Whether tenants have lists of addresses that none of their keys is admitted from (CONTRACT G-8). The store has to keep them.</summary>
    /// <value>Default: <see langword="false"/>, nobody looks for such a list.</value>
    public bool DenyLists { get; set; }
}
