namespace ApiKeys.Caching;

/// <summary>When the feed of changes was read last. What was read before that and is not in the feed has not changed since.</summary>
internal sealed class FeedFreshness(TimeProvider time)
{
    private const long Never = long.MinValue;
    private long _readAt = Never;

    /// <summary>Says that everything that was committed before an instant has been taken out of the cache.</summary>
    public void ReadAt(long timestamp) => Volatile.Write(ref _readAt, timestamp);

    /// <summary>Whether what was true then is believed now.</summary>
    public bool IsWithin(TimeSpan lifetime)
    {
        var readAt = Volatile.Read(ref _readAt);
        return readAt != Never && time.GetElapsedTime(readAt) < lifetime;
    }
}
