namespace ApiKeys.Usage;

/// <summary>How uses are counted.</summary>
public sealed class ApiKeyUsageOptions
{
    /// <summary>How often the counts are written to the store; what a crash can lose.</summary>
    /// <value>Default: 5 seconds. At least 100 milliseconds.</value>
    public TimeSpan FlushInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>For how many secrets uses are counted between two writes. Uses of further ones go uncounted, which a metric tells; requests are not affected.</summary>
    /// <value>Default: 100,000. At least 1.</value>
    public int Capacity { get; set; } = 100_000;
}
