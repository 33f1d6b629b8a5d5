namespace ApiKeys.Caching;

/// <summary>How long what the store said is believed, and how long the store is waited for.</summary>
public sealed class ApiKeyCacheOptions
{
    /// <summary>How long a record is believed. Changes made on this node hold at once, whatever this says; it bounds those made elsewhere, and how long keys still work when the store has failed.</summary>
    /// <value>Default: 5 seconds, which is also the most. Zero: every request asks the store.</value>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many records are kept.</summary>
    /// <value>Default: 100,000. At least 1.</value>
    public int Capacity { get; set; } = 100_000;

    /// <summary>How many unknown ids are kept, apart from the records, so that a flood of wrong keys pushes no good one out.</summary>
    /// <value>Default: 10,000. At least 1.</value>
    public int UnknownCapacity { get; set; } = 10_000;

    /// <summary>How long the store is waited for before the answer is "cannot tell".</summary>
    /// <value>Default: 2 seconds. At least 10 milliseconds.</value>
    public TimeSpan StoreTimeout { get; set; } = TimeSpan.FromSeconds(2);
}
