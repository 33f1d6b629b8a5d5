using ApiKeys.RateLimiting;

namespace ApiKeys.Stores.EfCore.Mapping;

/// <summary>A window as a column keeps it. Its start is in ticks of 100 ns since 1970, on the store's clock.</summary>
internal sealed record StoredWindow(long Seconds, int Algorithm, long Start, long Current, long Previous)
{
    public static StoredWindow Of(RateLimit limit, RateWindow window) =>
        new(limit.Window.Ticks / TimeSpan.TicksPerSecond, (int)limit.Algorithm, window.Start.Ticks, window.Current, window.Previous);

    public (RateLimit Limit, RateWindow Window) ToWindow() =>
        (new RateLimit(1, TimeSpan.FromSeconds(Seconds), (RateLimitAlgorithm)Algorithm), new RateWindow(TimeSpan.FromTicks(Start), Current, Previous));
}
