namespace ApiKeys.Management;

/// <summary>Ids of audit entries: UUIDs of version 7 (RFC 9562 section 6.2, method 1), which sort in the order in which this process made them.</summary>
/// <remarks>The trail is paged by id. Ids that are random within a millisecond would let a page end between two entries and lose the second.</remarks>
internal static class AuditId
{
    private const int CounterBits = 12;

    // A busy millisecond runs over into the next ones; further ahead than this, the clock was put back.
    private const long MostAhead = 1000L << CounterBits;
    private static long _last;

    public static string Next(DateTimeOffset now)
    {
        var place = NextPlace(now.ToUnixTimeMilliseconds() << CounterBits);
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(place >> CounterBits)).TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[6] = (byte)(0x70 | ((place >> 8) & 0x0f));
        bytes[7] = (byte)place;
        return new Guid(bytes, bigEndian: true).ToString();
    }

    private static long NextPlace(long start)
    {
        while (true)
        {
            var last = Volatile.Read(ref _last);
            var next = last >= start && last - start < MostAhead ? last + 1 : start;
            if (Interlocked.CompareExchange(ref _last, next, last) == last)
            {
                return next;
            }
        }
    }
}
