namespace ApiKeys.RateLimiting;

/// <summary>What was spent of one limit: pure arithmetic on a clock that never goes back.</summary>
internal struct RateWindow(TimeSpan start, long current, long previous)
{
    private TimeSpan _start = start;
    private long _current = current;
    private long _previous = previous;

    /// <summary>When the window opened.</summary>
    public readonly TimeSpan Start => _start;

    /// <summary>What was spent in it.</summary>
    public readonly long Current => _current;

    /// <summary>What was spent in the window before it.</summary>
    public readonly long Previous => _previous;

    /// <summary>Whether nothing of the past counts any more.</summary>
    public readonly bool IsEmpty => _current == 0 && _previous == 0;

    /// <summary>Brings the window to the present.</summary>
    public void Advance(RateLimit limit, TimeSpan now)
    {
        var age = now - _start;
        if (age < limit.Window)
        {
            return;
        }

        // The sliding estimate remembers the window before; a longer silence forgets both.
        var follows = limit.Algorithm == RateLimitAlgorithm.Sliding && age < 2 * limit.Window;
        _previous = follows ? _current : 0;
        _start = follows ? _start + limit.Window : now;
        _current = 0;
    }

    /// <summary>How many permits are left; the window is at the present.</summary>
    public readonly long Remaining(RateLimit limit, TimeSpan now) =>
        Math.Max(0, limit.Permits - _current - (limit.Algorithm == RateLimitAlgorithm.Sliding ? (long)Math.Ceiling(_previous * (1 - ((now - _start) / limit.Window))) : 0));

    /// <summary>Spends a permit. The first one opens the window (CONTRACT S-24).</summary>
    public void Spend(TimeSpan now)
    {
        if (IsEmpty)
        {
            _start = now;
        }

        _current++;
    }

    /// <summary>Gives a permit back to the window that it was taken from; to none where that is past.</summary>
    public void GiveBack(RateLimit limit, TimeSpan spentAt)
    {
        if (spentAt >= _start)
        {
            _current = Math.Max(0, _current - 1);
        }
        else if (spentAt >= _start - limit.Window)
        {
            _previous = Math.Max(0, _previous - 1);
        }
    }

    /// <summary>How long until a permit is there again, where none is left; otherwise until the window closes.</summary>
    public readonly TimeSpan ResetAfter(RateLimit limit, TimeSpan now)
    {
        var untilClose = IsEmpty ? limit.Window : _start + limit.Window - now;
        if (limit.Algorithm == RateLimitAlgorithm.FixedFromFirst || Remaining(limit, now) > 0)
        {
            return untilClose;
        }

        // A permit is free when what is carried over has shrunk to the permits that the current window leaves.
        var free = limit.Permits - 1 - _current;
        return free >= 0
            ? _start + (limit.Window * Share(_previous, free)) - now
            : untilClose + (limit.Window * Share(_current, limit.Permits - 1));
    }

    // The share of the window after which no more than "free" of "count" evenly spread requests still overlap.
    private static double Share(long count, long free) => 1 - ((double)free / count);
}
