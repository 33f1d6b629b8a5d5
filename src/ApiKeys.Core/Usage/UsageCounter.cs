using System.Net;

namespace ApiKeys.Usage;

/// <summary>Counts the uses of one secret between two batches.</summary>
internal sealed class UsageCounter
{
    private const long Closed = long.MinValue;
    private long _count;
    private long _lastUsedTicks;
    private IPAddress? _lastAddress;

    /// <summary>Counts a use; false where the counter was closed and a fresh one is to be taken.</summary>
    public bool TryAdd(DateTimeOffset now, IPAddress? address)
    {
        var ticks = now.UtcTicks;
        if (ticks >= Volatile.Read(ref _lastUsedTicks))
        {
            Volatile.Write(ref _lastUsedTicks, ticks);
            Volatile.Write(ref _lastAddress, address);
        }

        // Last, so that whoever closes the counter finds the time of every use that is counted.
        return Interlocked.Increment(ref _count) > 0;
    }

    /// <summary>Ends the counting and gives its sum: no use is counted twice or lost between two batches.</summary>
    /// <remarks>A use that comes too late may still leave its time and address here, never its count: it did happen, and the next batch counts it.</remarks>
    public (long Count, DateTimeOffset LastUsedAt, IPAddress? LastAddress) Close() =>
        (Interlocked.Exchange(ref _count, Closed), new DateTimeOffset(Volatile.Read(ref _lastUsedTicks), TimeSpan.Zero), Volatile.Read(ref _lastAddress));
}
