namespace ApiKeys.Management;

/// <summary>What keys may be issued.</summary>
public sealed class ApiKeyPolicyOptions
{
    /// <summary>How long a key lives whose expiry was not said; <see langword="null"/>: it has no end.</summary>
    /// <value>Default: 90 days (CONTRACT P-1).</value>
    public TimeSpan? DefaultLifetime { get; set; } = TimeSpan.FromDays(90);

    /// <summary>The limits of a key whose limits were not said.</summary>
    /// <value>Default: 1,000 requests an hour, counted from the first (CONTRACT C14).</value>
    public IList<RateLimit> DefaultRateLimits { get; } = [RateLimit.PerHour(1000)];

    /// <summary>Whether a key may be issued without any limit, where that is asked for.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool AllowUnlimited { get; set; } = true;
}
