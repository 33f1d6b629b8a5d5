using System.Collections.Concurrent;
using ApiKeys.Stores;

namespace ApiKeys.Memory;

/// <summary>Remembers signatures in this process. Several nodes with this store accept a signature once a node.</summary>
internal sealed class InMemoryReplayStore(TimeProvider time) : IReplayStore
{
    private readonly ConcurrentDictionary<string, TimeSpan> _ends = new(StringComparer.Ordinal);
    private readonly long _origin = time.GetTimestamp();
    private long _sweptAtTicks;

    /// <summary>How many signatures are remembered.</summary>
    public int Count => _ends.Count;

    public ValueTask<bool> TryAddAsync(string keyId, ReadOnlyMemory<byte> signature, TimeSpan window, CancellationToken cancellationToken)
    {
        var now = time.GetElapsedTime(_origin);
        Sweep(now);

        // The signature has no colon in hexadecimal, so no two pairs give one text.
        var id = $"{Convert.ToHexString(signature.Span)}:{keyId}";
        while (!_ends.TryAdd(id, now + window))
        {
            if (!_ends.TryGetValue(id, out var end))
            {
                continue;
            }

            if (end > now || _ends.TryUpdate(id, now + window, end))
            {
                return ValueTask.FromResult(end <= now);
            }
        }

        return ValueTask.FromResult(true);
    }

    // Once a second at most: what is kept is bounded by the rate of good signatures times their window.
    private void Sweep(TimeSpan now)
    {
        var last = Volatile.Read(ref _sweptAtTicks);
        if (now.Ticks - last < TimeSpan.TicksPerSecond || Interlocked.CompareExchange(ref _sweptAtTicks, now.Ticks, last) != last)
        {
            return;
        }

        foreach (var pair in _ends.Where(pair => pair.Value <= now))
        {
            _ends.TryRemove(pair);
        }
    }
}
