namespace ApiKeys.Stores.EfCore.Mapping;

/// <summary>A limit as a column keeps it.</summary>
internal sealed record StoredLimit(long Permits, long Seconds, int Algorithm)
{
    public static StoredLimit Of(RateLimit limit) => new(limit.Permits, limit.Window.Ticks / TimeSpan.TicksPerSecond, (int)limit.Algorithm);

    public RateLimit ToLimit() => new(Permits, TimeSpan.FromSeconds(Seconds), (RateLimitAlgorithm)Algorithm);
}
