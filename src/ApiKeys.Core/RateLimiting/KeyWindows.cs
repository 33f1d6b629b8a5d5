using ApiKeys.Stores;

namespace ApiKeys.RateLimiting;

/// <summary>What one key has spent of all its limits. All or nothing: a request that one limit refuses spends none.</summary>
internal sealed class KeyWindows
{
    private readonly Lock _lock = new();
    private Entry[] _entries = [];
    private TimeSpan _newest;
    private bool _isRetired;

    /// <summary>The newest instant seen.</summary>
    public TimeSpan Newest => _newest;

    /// <summary>What a store has kept of a key.</summary>
    public static KeyWindows Restore(TimeSpan newest, IEnumerable<(RateLimit Limit, RateWindow Window)> windows) => new()
    {
        _newest = newest,
        _entries = [.. windows.Select(pair => new Entry { Limit = pair.Limit, Window = pair.Window })],
    };

    /// <summary>What a store has to keep. The permits of the limits mean nothing.</summary>
    public IReadOnlyList<(RateLimit Limit, RateWindow Window)> Snapshot()
    {
        lock (_lock)
        {
            return [.. _entries.Where(entry => !entry.Window.IsEmpty).Select(entry => (entry.Limit, entry.Window))];
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
                Find(limits[i]).Window.GiveBack(limits[i], spentAt);
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
            decision = limits.Count == 1 ? DecideOne(limits[0], now, spends) : DecideAll(limits, now, spends);
            return true;
        }
    }

    // What nearly every key has: one limit, found once.
    private RateLimitDecision DecideOne(RateLimit limit, TimeSpan now, bool spends)
    {
        ref var window = ref Find(limit).Window;
        window.Advance(limit, now);
        var remaining = window.Remaining(limit, now);
        var decision = new RateLimitDecision(remaining > 0, limit, Math.Max(0, remaining - 1), window.ResetAfter(limit, now)) { DecidedAt = now };
        if (spends && remaining > 0)
        {
            window.Spend(now);
        }

        return decision;
    }

    private RateLimitDecision DecideAll(IReadOnlyList<RateLimit> limits, TimeSpan now, bool spends)
    {
        var nearest = Nearest(limits, now, out var remaining);
        ref var entry = ref Find(limits[nearest]);
        var decision = new RateLimitDecision(remaining > 0, limits[nearest], Math.Max(0, remaining - 1), entry.Window.ResetAfter(limits[nearest], now)) { DecidedAt = now };
        if (spends && remaining > 0)
        {
            Spend(limits, now);
        }

        return decision;
    }

    /// <summary>Retires the object if nothing in it counts any more.</summary>
    public bool TryRetire(TimeSpan now)
    {
        lock (_lock)
        {
            for (var i = 0; i < _entries.Length; i++)
            {
                _entries[i].Window.Advance(_entries[i].Limit, now);
                if (!_entries[i].Window.IsEmpty)
                {
                    return false;
                }
            }

            return _isRetired = true;
        }
    }

    private int Nearest(IReadOnlyList<RateLimit> limits, TimeSpan now, out long fewest)
    {
        var nearest = 0;
        fewest = long.MaxValue;
        for (var i = 0; i < limits.Count; i++)
        {
            ref var entry = ref Find(limits[i]);
            entry.Window.Advance(limits[i], now);
            var remaining = entry.Window.Remaining(limits[i], now);

            // Of two limits that refuse, the one that refuses longer counts: its wait is the caller's.
            if (remaining < fewest || (remaining == 0 && fewest == 0 && IsLonger(limits[i], limits[nearest], now)))
            {
                (nearest, fewest) = (i, remaining);
            }
        }

        return nearest;
    }

    private bool IsLonger(RateLimit one, RateLimit other, TimeSpan now) =>
        Find(one).Window.ResetAfter(one, now) > Find(other).Window.ResetAfter(other, now);

    private void Spend(IReadOnlyList<RateLimit> limits, TimeSpan now)
    {
        for (var i = 0; i < limits.Count; i++)
        {
            Find(limits[i]).Window.Spend(now);
        }
    }

    // By window and algorithm, not by permits: raising or lowering a limit keeps what was spent (ATTACKS AC-141).
    private ref Entry Find(RateLimit limit)
    {
        var entries = _entries;
        for (var i = 0; i < entries.Length; i++)
        {
            var known = entries[i].Limit;
            if (ReferenceEquals(known, limit) || (known.Window == limit.Window && known.Algorithm == limit.Algorithm))
            {
                return ref entries[i];
            }
        }

        _entries = [.. _entries, new Entry { Limit = limit }];
        return ref _entries[^1];
    }

    private struct Entry
    {
        public RateLimit Limit;
        public RateWindow Window;
    }
}
