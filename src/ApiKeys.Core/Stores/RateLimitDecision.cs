namespace ApiKeys.Stores;

/// <summary>Whether a request was admitted, and how things stand with the limit that is nearest to its end.</summary>
/// <param name="IsAdmitted">Whether a permit of each limit was spent.</param>
/// <param name="Limit">The limit that refused, or the one with the fewest permits left.</param>
/// <param name="Remaining">How many permits it has left, never below 0.</param>
/// <param name="ResetAfter">How long until it has permits again (where it refused) or all of them (where it admitted). A duration, so that no two clocks need to agree.</param>
public readonly record struct RateLimitDecision(bool IsAdmitted, RateLimit Limit, long Remaining, TimeSpan ResetAfter)
{
    /// <summary>When it was decided, on the store's own clock. It means something to that store alone, which finds by it the window that a permit came from.</summary>
    public TimeSpan DecidedAt { get; init; }
}
