using ApiKeys.Stores;

namespace ApiKeys.Caching;

/// <summary>How long what the store said is believed, and how long the store is waited for.</summary>
public sealed class ApiKeyCacheOptions
{
    /// <summary>How long a record is believed. Changes made on this node hold at once, whatever this says; it bounds those made elsewhere, and how long keys still work when the store has failed.</summary>
    /// <value>Default: 5 seconds, which is also the most. Zero: every request asks the store.</value>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a record is believed while the store's feed of changes is read, so that keys in use cost no reads. It bounds how long a change goes unseen that was made past the library.</summary>
    /// <value>Default: 1 minute. At most 1 hour. Stores without a feed, and hosts with an <see cref="IApiKeyOwnerSource"/>, believe for <see cref="Lifetime"/> alone.</value>
    public TimeSpan LifetimeWithFeed { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often the feed of changes is read, where the store has one: how long a change on another node goes unseen.</summary>
    /// <value>Default: 500 milliseconds. From 10 milliseconds to 5 seconds.</value>
    public TimeSpan FeedInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How many records are kept.</summary>
    /// <value>Default: 100,000. At least 1.</value>
    public int Capacity { get; set; } = 100_000;

    /// <summary>How many unknown ids are kept, apart from the records, so that a flood of wrong keys pushes no good one out.</summary>
    /// <value>Default: 10,000. At least 1.</value>
    public int UnknownCapacity { get; set; } = 10_000;

    /// <summary>How long a change or a list waits for the store: people are patient, and a database that has just been started is slow.</summary>
    /// <value>Default: 15 seconds. Never less than <see cref="StoreTimeout"/>, whatever is said here.</value>
    public TimeSpan ManagementTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a request waits for the store before its answer is "cannot tell".</summary>
    /// <value>Default: 2 seconds. At least 10 milliseconds.</value>
    public TimeSpan StoreTimeout { get; set; } = TimeSpan.FromSeconds(2);
}
