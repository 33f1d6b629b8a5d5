using ApiKeys.Stores;

namespace ApiKeys.Logs;

/// <summary>What waits to be written. Nobody waits for it longer than others take to put something in.</summary>
/// <remarks>Refusals of proved keys and known callers have a place of their own, so that a flood of wrong keys pushes none of them out.</remarks>
/// <threadsafety>Safe for concurrent use.</threadsafety>
internal sealed class RequestBuffer(ApiKeyLogOptions options)
{
    private readonly Lock _lock = new();
    private readonly Queue<ApiKeyRequestEntry> _calls = new();
    private readonly FailureSums _proved = new(options.MaxFailureRows);
    private readonly FailureSums _nobodys = new(options.MaxFailureRows);

    /// <summary>How many requests wait.</summary>
    public long Count
    {
        get
        {
            lock (_lock)
            {
                return _calls.Count + _proved.Count + _nobodys.Count;
            }
        }
    }

    /// <summary>How many calls wait.</summary>
    public int Calls
    {
        get
        {
            lock (_lock)
            {
                return _calls.Count;
            }
        }
    }

    /// <summary>Takes a request in; false where there is no room for it.</summary>
    public bool TryAdd(ApiKeyRequestEntry entry)
    {
        lock (_lock)
        {
            if (entry.Kind != ApiKeyRequestKind.Call)
            {
                (entry.KeyId is null && entry.Actor is null ? _nobodys : _proved).Add(entry);
                return true;
            }

            if (_calls.Count >= options.Capacity)
            {
                return false;
            }

            _calls.Enqueue(entry);
            return true;
        }
    }

    /// <summary>Takes out all sums, and the oldest calls up to a number.</summary>
    public IReadOnlyList<ApiKeyRequestEntry> Drain(int mostCalls)
    {
        lock (_lock)
        {
            List<ApiKeyRequestEntry> entries = [.. _proved.Drain(), .. _nobodys.Drain()];
            while (mostCalls-- > 0 && _calls.TryDequeue(out var call))
            {
                entries.Add(call);
            }

            return entries;
        }
    }
}
