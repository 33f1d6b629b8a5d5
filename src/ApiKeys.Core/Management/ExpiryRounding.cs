namespace ApiKeys.Management;

/// <summary>At what time of the day a key ends that was given a lifetime or a date (CONTRACT C4).</summary>
public enum ExpiryRounding
{
    /// <summary>To the millisecond; with a date, at the end of that day, in UTC.</summary>
    Exact = 0,

    /// <summary>At the end of the day, in UTC: "stops working after that date" (CONTRACT N-4).</summary>
    EndOfDayUtc = 1,

    /// <summary>At the beginning of the day, in UTC.</summary>
    StartOfDayUtc = 2,
}
