namespace ApiKeys.Testing;

/// <summary>A timer of a <see cref="ManualTimeProvider"/>.</summary>
internal sealed class ManualTimer(ManualTimeProvider clock, Action callback) : ITimer
{
    private TimeSpan _period = Timeout.InfiniteTimeSpan;
    private bool _isDisposed;

    /// <summary>How long until it fires, counted from when it is scheduled; null: never.</summary>
    public TimeSpan? DueIn { get; private set; }

    /// <summary>When it fires, in time that has passed on the clock.</summary>
    public TimeSpan DueAt { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_isDisposed)
        {
            return false;
        }

        DueIn = dueTime == Timeout.InfiniteTimeSpan ? null : dueTime;
        _period = period;
        clock.Schedule(this);
        return true;
    }

    public void Fire()
    {
        DueIn = _period == Timeout.InfiniteTimeSpan || _period == TimeSpan.Zero ? null : _period;
        if (DueIn is not null)
        {
            clock.Schedule(this);
        }

        callback();
    }

    public void Dispose()
    {
        Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _isDisposed = true;
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
