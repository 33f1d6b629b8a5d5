namespace ApiKeys;

/// <summary>How requests are counted against a limit (CONTRACT C14).</summary>
public enum RateLimitAlgorithm
{
    /// <summary>A window that opens with the first counted request and closes a fixed time later (CONTRACT S-24). Around the close, twice the limit can pass within one window's length.</summary>
    FixedFromFirst = 0,

    /// <summary>
    /// An estimate over the last window's length from two counts: the current window's, and the share of the previous one that still overlaps.
    /// It assumes that the previous window's requests came evenly; where they did not, the estimate is off by at most the previous window's count.
    /// </summary>
    Sliding = 1,
}
