namespace ApiKeys.RateLimiting;

/// <summary>A store of limits that counts in this process, so that nobody waits and a caller can keep where a key is counted.</summary>
internal interface IKeyWindowStore
{
    /// <summary>Spends a permit of each limit, or of none.</summary>
    /// <param name="windows">Where the key was counted before, as far as the caller knows.</param>
    /// <param name="keyId">The key's id.</param>
    /// <param name="limits">All of its limits, at least one.</param>
    Stores.RateLimitDecision Take(ref KeyWindows? windows, string keyId, IReadOnlyList<RateLimit> limits);
}
