namespace ApiKeys.Stores;

/// <summary>How often a key was used in one hour.</summary>
/// <param name="HourAt">When the hour began, in UTC.</param>
/// <param name="Count">How many requests were admitted.</param>
public readonly record struct UsagePoint(DateTimeOffset HourAt, long Count)
{
    /// <summary>The beginning of the hour that an instant lies in.</summary>
    /// <param name="instant">The instant.</param>
    public static DateTimeOffset HourOf(DateTimeOffset instant) => new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
}
