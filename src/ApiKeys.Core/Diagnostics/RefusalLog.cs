using Microsoft.Extensions.Logging;

namespace ApiKeys.Diagnostics;

/// <summary>Logs refusals, one line a second a reason: a flood of bad keys fills no disk, and its size is in the next line (ATTACKS AC-225).</summary>
internal sealed class RefusalLog(TimeProvider time, ILogger<RefusalLog> logger)
{
    private readonly Slot[] _slots = [.. Enum.GetValues<ApiKeyFailureReason>().Select(_ => new Slot())];

    public void Write(ApiKeyFailureReason reason, string? keyId)
    {
        if (!logger.IsEnabled(LogLevel.Information))
        {
            return;
        }

        var slot = _slots[(int)reason];
        var now = time.GetTimestamp();
        var last = Volatile.Read(ref slot.Last);
        var isDue = last == Slot.Never || time.GetElapsedTime(last, now) >= TimeSpan.FromSeconds(1);
        if (!isDue || Interlocked.CompareExchange(ref slot.Last, now, last) != last)
        {
            Interlocked.Increment(ref slot.Suppressed);
            return;
        }

        Log.Refused(logger, reason, keyId, Interlocked.Exchange(ref slot.Suppressed, 0));
    }

    private sealed class Slot
    {
        public const long Never = long.MinValue;
        public long Last = Never;
        public long Suppressed;
    }
}
