namespace ApiKeys.Management;

/// <summary>How long what is no longer needed is kept. The audit trail is never pruned.</summary>
public sealed class ApiKeyRetentionOptions
{
    /// <summary>How long a deleted key's row is kept.</summary>
    /// <value>Default: 30 days.</value>
    public TimeSpan DeletedKeys { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long a repeated request with the same idempotency key makes no second key.</summary>
    /// <value>Default: 24 hours.</value>
    public TimeSpan IdempotencyEntries { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long it is known how often a key was used hour by hour. Sums and last uses are kept as long as the key.</summary>
    /// <value>Default: 90 days.</value>
    public TimeSpan UsageHours { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long rows of the request log are kept, also while it is switched off.</summary>
    /// <value>Default: 30 days.</value>
    public TimeSpan Requests { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long nodes can read what others have changed; one that was away longer starts with an empty cache.</summary>
    /// <value>Default: 1 hour.</value>
    public TimeSpan ChangeFeed { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How often what is too old is removed.</summary>
    /// <value>Default: 10 minutes. At least 1 second.</value>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(10);
}
