namespace ApiKeys.Testing;

/// <summary>A clock that stands still until it is turned. Timers made from it fire when it passes them.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now;
    private TimeSpan _elapsed;
    private TimeSpan _target;

    /// <summary>A clock that shows 2026-01-01T00:00:00Z.</summary>
    public ManualTimeProvider()
        : this(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>A clock that shows an instant.</summary>
    /// <param name="start">The instant.</param>
    public ManualTimeProvider(DateTimeOffset start) => _now = start.ToUniversalTime();

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (_lock)
        {
            return _elapsed.Ticks;
        }
    }

    /// <summary>Turns the clock forward, and fires what falls due on the way, in order.</summary>
    /// <param name="by">How far.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="by"/> is negative.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        TimeSpan end;
        lock (_lock)
        {
            end = _target += by;
        }

        while (NextDue(end) is { } timer)
        {
            timer.Fire();
        }

        lock (_lock)
        {
            MoveTo(end);
        }
    }

    /// <summary>Sets the wall clock alone, forward or back, as an administrator would. Elapsed time and timers do not move.</summary>
    /// <param name="now">The instant that the clock shows from now on.</param>
    public void SetUtcNow(DateTimeOffset now)
    {
        lock (_lock)
        {
            _now = now.ToUniversalTime();
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    internal void Schedule(ManualTimer timer)
    {
        lock (_lock)
        {
            _timers.Remove(timer);
            if (timer.DueIn is not { } dueIn)
            {
                return;
            }

            timer.DueAt = _elapsed + dueIn;
            if (dueIn > TimeSpan.Zero)
            {
                _timers.Add(timer);
                return;
            }
        }

        timer.Fire();
    }

    // Another caller may have turned the clock further already; it never goes back.
    private void MoveTo(TimeSpan instant)
    {
        if (instant > _elapsed)
        {
            _now += instant - _elapsed;
            _elapsed = instant;
        }
    }

    private ManualTimer? NextDue(TimeSpan end)
    {
        lock (_lock)
        {
            var timer = _timers.Where(t => t.DueAt <= end).MinBy(t => t.DueAt);
            if (timer is not null)
            {
                _timers.Remove(timer);
                MoveTo(timer.DueAt);
            }

            return timer;
        }
    }
}
