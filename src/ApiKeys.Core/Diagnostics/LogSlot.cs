namespace ApiKeys.Diagnostics;

/// <summary>Lets one line a second through and counts the others: a flood fills no disk, and its size is in the next line (ATTACKS AC-225).</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
internal sealed class LogSlot(TimeProvider time)
{
    private const long Never = long.MinValue;
    private long _last = Never;
    private long _suppressed;

    /// <summary>Whether a line may be written now; the first one always may.</summary>
    /// <param name="suppressed">How many were held back since the line before.</param>
    public bool TryTake(out long suppressed)
    {
        suppressed = 0;
        var now = time.GetTimestamp();
        var last = Volatile.Read(ref _last);
        var isDue = last == Never || time.GetElapsedTime(last, now) >= TimeSpan.FromSeconds(1);
        if (!isDue || Interlocked.CompareExchange(ref _last, now, last) != last)
        {
            Interlocked.Increment(ref _suppressed);
            return false;
        }

        suppressed = Interlocked.Exchange(ref _suppressed, 0);
        return true;
    }
}
