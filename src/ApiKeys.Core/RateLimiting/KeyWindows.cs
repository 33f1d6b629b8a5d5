using ApiKeys.Stores;

namespace ApiKeys.RateLimiting;

/// <summary>What one key has spent of all its limits. All or nothing: a request that one limit refuses spends none.</summary>
internal sealed class KeyWindows
{
    private readonly Lock _lock = new();
    private WindowTable _table;
    private TimeSpan _newest;
    private bool _isRetired;

    /// <summary>The newest instant seen.</summary>
    public TimeSpan Newest => _newest;

    /// <summary>What a store has kept of a key.</summary>
    public static KeyWindows Restore(TimeSpan newest, IEnumerable<(RateLimit Limit, RateWindow Window)> windows) => new()
    {
        _newest = newest,
        _table = WindowTable.Of(windows),
    };

    /// <summary>What a store has to keep. The permits of the limits mean nothing.</summary>
    public IReadOnlyList<(RateLimit Limit, RateWindow Window)> Snapshot()
    {
        lock (_lock)
        {
            return [.. _table.Windows.Where(pair => !pair.Window.IsEmpty)];
        }
    }

    /// <summary>Spends a permit of each limit, or of none. False where the object was retired and a fresh one is to be taken.</summary>
    public bool TryTake(IReadOnlyList<RateLimit> limits, TimeSpan time, out RateLimitDecision decision) => TryDecide(limits, time, spends: true, out decision);

    /// <summary>Decides and spends nothing.</summary>
    public RateLimitDecision Peek(IReadOnlyList<RateLimit> limits, TimeSpan time) =>
        TryDecide(limits, time, spends: false, out var decision) ? decision : new KeyWindows().Peek(limits, time);

    /// <summary>Gives back what was spent at an instant, where its window is still there.</summary>
    public void GiveBack(IReadOnlyList<RateLimit> limits, TimeSpan spentAt)
    {
        lock (_lock)
        {
            for (var i = 0; i < limits.Count; i++)
            {
                _table.Find(limits[i]).GiveBack(limits[i], spentAt);
            }
        }
    }

    private bool TryDecide(IReadOnlyList<RateLimit> limits, TimeSpan time, bool spends, out RateLimitDecision decision)
    {
        lock (_lock)
        {
            decision = default;
            if (_isRetired)
            {
                return false;
            }

            // Never earlier than the newest instant seen: a clock that goes back refills nothing.
            var now = _newest = time > _newest ? time : _newest;
            decision = limits.Count == 1 ? _table.DecideOne(limits[0], now, spends) : _table.DecideAll(limits, now, spends);
            return true;
        }
    }

    /// <summary>Retires the object if nothing in it counts any more.</summary>
    public bool TryRetire(TimeSpan now)
    {
        lock (_lock)
        {
            return _isRetired = _table.IsEmptyAt(now);
        }
    }
}
