namespace ApiKeys.Hashing.Argon2;

/// <summary>Keeps memory between hashes, wiped: new memory costs more time than the hash. It keeps so many at most, and what nobody used for a minute goes back to the system.</summary>
/// <param name="most">How many are kept: as many as hashes run at once.</param>
/// <param name="time">The clock of the minute.</param>
internal sealed class ArenaPool(int most, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();

    // The one that was given back last stands at the end: its memory is still in the processor's cache.
    private readonly List<Arena> _kept = new(most + 1);
    private ITimer? _timer;
    private bool _isDisposed;

    /// <summary>How many are kept at the moment.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _kept.Count;
            }
        }
    }

    /// <summary>Memory of at least that size, holding anything; it has to come back.</summary>
    public Arena Rent(long bytes)
    {
        var arena = Take(bytes) ?? new Arena(bytes);
        arena.UsedBytes = bytes;
        return arena;
    }

    public void Return(Arena arena)
    {
        arena.Wipe();
        Keep(arena)?.Dispose();
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _timer?.Dispose();
            _kept.ForEach(arena => arena.Dispose());
            _kept.Clear();
        }
    }

    private Arena? Take(long bytes)
    {
        lock (_lock)
        {
            for (var i = _kept.Count - 1; i >= 0; i--)
            {
                if (_kept[i].Bytes >= bytes)
                {
                    var found = _kept[i];
                    _kept.RemoveAt(i);
                    return found;
                }
            }

            return null;
        }
    }

    // What has to go instead, if anything.
    private Arena? Keep(Arena arena)
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return arena;
            }

            arena.ReturnedAt = time.GetTimestamp();
            _kept.Add(arena);
            _timer ??= Start();
            if (_kept.Count <= most)
            {
                return null;
            }

            var oldest = _kept[0];
            _kept.RemoveAt(0);
            return oldest;
        }
    }

    // The request that happens to be the first does not stay alive with the timer.
    private ITimer Start()
    {
        using AsyncFlowControl? flow = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
        return time.CreateTimer(static pool => ((ArenaPool)pool!).Trim(), this, Idle, Idle);
    }

    private void Trim()
    {
        lock (_lock)
        {
            while (_kept.Count > 0 && time.GetElapsedTime(_kept[0].ReturnedAt) >= Idle)
            {
                _kept[0].Dispose();
                _kept.RemoveAt(0);
            }

            if (_kept.Count == 0)
            {
                _timer?.Dispose();
                _timer = null;
            }
        }
    }
}
