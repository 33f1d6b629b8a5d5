using System.Collections.Concurrent;
using ApiKeys.RateLimiting;
using ApiKeys.Stores;

namespace ApiKeys.Memory;

/// <summary>Counts in this process. Several nodes with this store give each key its limit once a node.</summary>
internal sealed class InMemoryRateLimitStore(TimeProvider time) : IRateLimitStore, IKeyWindowStore
{
    private const int SweepAfter = 4096;
    private readonly ConcurrentDictionary<string, KeyWindows> _windows = new(StringComparer.Ordinal);
    private readonly long _origin = time.GetTimestamp();
    private int _added;
    private int _sweepAt = SweepAfter;

    /// <summary>For how many keys something is kept.</summary>
    public int Count => _windows.Count;

    public ValueTask<RateLimitDecision> TakeAsync(string keyId, IReadOnlyList<RateLimit> limits, CancellationToken cancellationToken)
    {
        KeyWindows? windows = null;
        return ValueTask.FromResult(Take(ref windows, keyId, limits));
    }

    public RateLimitDecision Take(ref KeyWindows? windows, string keyId, IReadOnlyList<RateLimit> limits)
    {
        // Elapsed time and not the wall clock, which administrators set back.
        var now = time.GetElapsedTime(_origin);
        RateLimitDecision decision;
        while (!(windows ??= Find(keyId, now)).TryTake(limits, now, out decision))
        {
            // It was retired.
            windows = null;
        }

        return decision;
    }

    public ValueTask GiveBackAsync(string keyId, IReadOnlyList<RateLimit> limits, RateLimitDecision taken, CancellationToken cancellationToken)
    {
        // Windows that were retired hold nothing that counts.
        _windows.GetValueOrDefault(keyId)?.GiveBack(limits, taken.DecidedAt);
        return ValueTask.CompletedTask;
    }

    public ValueTask<RateLimitDecision> PeekAsync(string keyId, IReadOnlyList<RateLimit> limits, CancellationToken cancellationToken) =>
        ValueTask.FromResult((_windows.GetValueOrDefault(keyId) ?? new KeyWindows()).Peek(limits, time.GetElapsedTime(_origin)));

    private KeyWindows Find(string keyId, TimeSpan now)
    {
        if (_windows.TryGetValue(keyId, out var windows))
        {
            return windows;
        }

        if (Interlocked.Increment(ref _added) == Volatile.Read(ref _sweepAt))
        {
            Sweep(now);

            // Each look through all keys is paid for by as many that are new.
            Volatile.Write(ref _sweepAt, Math.Max(SweepAfter, Count));
            Volatile.Write(ref _added, 0);
        }

        return _windows.GetOrAdd(keyId, _ => new KeyWindows());
    }

    // Keys that rest are forgotten: what they spent no longer counts.
    private void Sweep(TimeSpan now)
    {
        foreach (var pair in _windows)
        {
            if (pair.Value.TryRetire(now))
            {
                _windows.TryRemove(pair);
            }
        }
    }
}
