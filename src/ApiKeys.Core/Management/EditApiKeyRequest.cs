namespace ApiKeys.Management;

/// <summary>What is to be different about a key. Members that are not named stay.</summary>
public sealed record EditApiKeyRequest
{
    /// <summary>The version that the editor has seen; with another one the edit is refused. <see langword="null"/>: the newest.</summary>
    public long? ExpectedVersion { get; init; }

    /// <summary>What people call the key.</summary>
    public Edit<string> Name { get; init; }

    /// <summary>What the key may do. An edit never makes a restricted key unrestricted by leaving nothing: name <see cref="ScopeSet.Unrestricted"/> for that.</summary>
    public Edit<ScopeSet> Scopes { get; init; }

    /// <summary>How often the key may be used. What was spent stays spent.</summary>
    public Edit<IReadOnlyList<RateLimit>> RateLimits { get; init; }

    /// <summary>The addresses that may use the key; <see langword="null"/>: all.</summary>
    public Edit<IpAllowList?> AllowedIps { get; init; }

    /// <summary>The customers that the key is limited to; <see langword="null"/>: all.</summary>
    public Edit<IReadOnlyList<string>?> CustomerIds { get; init; }

    /// <summary>The host's own notes on the key.</summary>
    public Edit<IReadOnlyDictionary<string, string>> Metadata { get; init; }

    /// <summary>When the key ends, as far as <see cref="ApiKeyPolicyOptions.ExpiryEdit"/> allows; <see langword="null"/>: never.</summary>
    public Edit<DateTimeOffset?> ExpiresAt { get; init; }
}
