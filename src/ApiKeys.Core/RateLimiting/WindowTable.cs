using ApiKeys.Stores;

namespace ApiKeys.RateLimiting;

/// <summary>The windows of one key's limits. Its owner sees to it that one uses it at a time.</summary>
internal struct WindowTable
{
    private Entry[]? _entries;

    /// <summary>Every limit that was ever asked for, with what was spent of it.</summary>
    public readonly IEnumerable<(RateLimit Limit, RateWindow Window)> Windows => (_entries ?? []).Select(entry => (entry.Limit, entry.Window));

    public static WindowTable Of(IEnumerable<(RateLimit Limit, RateWindow Window)> windows) =>
        new() { _entries = [.. windows.Select(pair => new Entry { Limit = pair.Limit, Window = pair.Window })] };

    // What nearly every key has: one limit, found once.
    public RateLimitDecision DecideOne(RateLimit limit, TimeSpan now, bool spends)
    {
        ref var window = ref Find(limit);
        window.Advance(limit, now);
        var remaining = window.Remaining(limit, now);
        var decision = new RateLimitDecision(remaining > 0, limit, Math.Max(0, remaining - 1), window.ResetAfter(limit, now)) { DecidedAt = now };
        if (spends && remaining > 0)
        {
            window.Spend(now);
        }

        return decision;
    }

    public RateLimitDecision DecideAll(IReadOnlyList<RateLimit> limits, TimeSpan now, bool spends)
    {
        var nearest = Nearest(limits, now, out var remaining);
        ref var window = ref Find(limits[nearest]);
        var decision = new RateLimitDecision(remaining > 0, limits[nearest], Math.Max(0, remaining - 1), window.ResetAfter(limits[nearest], now)) { DecidedAt = now };
        if (spends && remaining > 0)
        {
            Spend(limits, now);
        }

        return decision;
    }

    /// <summary>Whether nothing that was spent counts any more.</summary>
    public readonly bool IsEmptyAt(TimeSpan now)
    {
        foreach (ref var entry in _entries.AsSpan())
        {
            entry.Window.Advance(entry.Limit, now);
            if (!entry.Window.IsEmpty)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The window of a limit, by length and algorithm and not by permits: raising or lowering a limit keeps what was spent (ATTACKS AC-141).</summary>
    public ref RateWindow Find(RateLimit limit)
    {
        foreach (ref var entry in _entries.AsSpan())
        {
            if (ReferenceEquals(entry.Limit, limit) || (entry.Limit.Window == limit.Window && entry.Limit.Algorithm == limit.Algorithm))
            {
                return ref entry.Window;
            }
        }

        _entries = [.. _entries ?? [], new Entry { Limit = limit }];
        return ref _entries[^1].Window;
    }

    private int Nearest(IReadOnlyList<RateLimit> limits, TimeSpan now, out long fewest)
    {
        var nearest = 0;
        fewest = long.MaxValue;
        for (var i = 0; i < limits.Count; i++)
        {
            ref var window = ref Find(limits[i]);
            window.Advance(limits[i], now);
            var remaining = window.Remaining(limits[i], now);

            // Of two limits that refuse, the one that refuses longer counts: its wait is the caller's.
            if (remaining < fewest || (remaining == 0 && fewest == 0 && IsLonger(limits[i], limits[nearest], now)))
            {
                (nearest, fewest) = (i, remaining);
            }
        }

        return nearest;
    }

    private bool IsLonger(RateLimit one, RateLimit other, TimeSpan now) =>
        Find(one).ResetAfter(one, now) > Find(other).ResetAfter(other, now);

    private void Spend(IReadOnlyList<RateLimit> limits, TimeSpan now)
    {
        for (var i = 0; i < limits.Count; i++)
        {
            Find(limits[i]).Spend(now);
        }
    }

    private struct Entry
    {
        public RateLimit Limit;
        public RateWindow Window;
    }
}
