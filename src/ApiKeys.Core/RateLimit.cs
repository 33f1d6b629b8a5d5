namespace ApiKeys;

/// <summary>How many requests a key may make in a time.</summary>
/// <threadsafety>Immutable.</threadsafety>
public sealed record RateLimit
{
    /// <summary>The shortest window.</summary>
    public static readonly TimeSpan MinWindow = TimeSpan.FromSeconds(1);

    /// <summary>The longest window.</summary>
    public static readonly TimeSpan MaxWindow = TimeSpan.FromDays(366);

    /// <summary>Limits requests, counted from the first one in each window.</summary>
    /// <param name="permits">How many requests, at least 1.</param>
    /// <param name="window">In what time: whole seconds, from one to 366 days.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public RateLimit(long permits, TimeSpan window)
        : this(permits, window, RateLimitAlgorithm.FixedFromFirst)
    {
    }

    /// <summary>Limits requests.</summary>
    /// <param name="permits">How many requests, at least 1.</param>
    /// <param name="window">In what time: whole seconds, from one to 366 days.</param>
    /// <param name="algorithm">How they are counted.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public RateLimit(long permits, TimeSpan window, RateLimitAlgorithm algorithm)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(permits, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(window, MinWindow);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(window, MaxWindow);
        if (window.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(window), window, "A window is a whole number of seconds, which is what callers are told.");
        }

        Permits = permits;
        Window = window;
        Algorithm = algorithm;
    }

    /// <summary>How many requests.</summary>
    public long Permits { get; }

    /// <summary>In what time.</summary>
    public TimeSpan Window { get; }

    /// <summary>How they are counted.</summary>
    public RateLimitAlgorithm Algorithm { get; }

    /// <summary>So many requests an hour, counted from the first (CONTRACT S-5, S-24).</summary>
    /// <param name="permits">How many requests, at least 1.</param>
    public static RateLimit PerHour(long permits) => new(permits, TimeSpan.FromHours(1));
}
