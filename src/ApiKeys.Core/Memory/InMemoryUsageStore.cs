using ApiKeys.Stores;

namespace ApiKeys.Memory;

/// <summary>Keeps usage in this process, until it ends.</summary>
internal sealed class InMemoryUsageStore : IApiKeyUsageStore
{
    private const int RememberedBatches = 1024;
    private readonly Dictionary<(string KeyId, string LookupId), SecretUsage> _usage = [];
    private readonly Queue<Guid> _order = new();
    private readonly HashSet<Guid> _seen = [];
    private readonly Lock _lock = new();

    public ValueTask AddAsync(UsageBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        lock (_lock)
        {
            if (_seen.Add(batch.Id))
            {
                Remember(batch.Id);
                foreach (var entry in batch.Entries)
                {
                    Add(entry);
                }
            }
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<SecretUsage>> GetAsync(string keyId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return ValueTask.FromResult<IReadOnlyList<SecretUsage>>([.. _usage.Values.Where(entry => entry.KeyId == keyId)]);
        }
    }

    private void Add(SecretUsage entry)
    {
        var id = (entry.KeyId, entry.LookupId);
        if (!_usage.TryGetValue(id, out var before))
        {
            _usage[id] = entry;
            return;
        }

        var newest = entry.LastUsedAt >= before.LastUsedAt ? entry : before;
        _usage[id] = newest with { Count = before.Count + entry.Count };
    }

    private void Remember(Guid id)
    {
        _order.Enqueue(id);
        if (_order.Count > RememberedBatches)
        {
            _seen.Remove(_order.Dequeue());
        }
    }
}
