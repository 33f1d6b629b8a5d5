namespace ApiKeys.Management;

/// <summary>What keys may be issued.</summary>
public sealed class ApiKeyPolicyOptions
{
    /// <summary>How long a key lives whose expiry was not said; <see langword="null"/>: it has no end.</summary>
    /// <value>Default: 90 days (CONTRACT P-1).</value>
    public TimeSpan? DefaultLifetime { get; set; } = TimeSpan.FromDays(90);
}
