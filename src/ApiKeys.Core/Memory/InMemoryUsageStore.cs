using ApiKeys.Stores;

namespace ApiKeys.Memory;

/// <summary>Keeps usage in this process, until it ends.</summary>
internal sealed class InMemoryUsageStore : IApiKeyUsageStore
{
    private const int RememberedBatches = 1024;
    private readonly Dictionary<string, KeyUsage> _keys = new(StringComparer.Ordinal);
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
                    Of(entry.KeyId).Add(entry);
                }
            }
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<SecretUsage>> GetAsync(string keyId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return ValueTask.FromResult<IReadOnlyList<SecretUsage>>(_keys.TryGetValue(keyId, out var usage) ? [.. usage.Secrets] : []);
        }
    }

    public ValueTask<IReadOnlyList<SecretUsage>> GetAsync(IReadOnlyCollection<string> keyIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keyIds);
        lock (_lock)
        {
            return ValueTask.FromResult<IReadOnlyList<SecretUsage>>([.. keyIds.Where(_keys.ContainsKey).SelectMany(id => _keys[id].Secrets)]);
        }
    }

    public ValueTask<IReadOnlyList<UsagePoint>> GetSeriesAsync(string keyId, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return ValueTask.FromResult<IReadOnlyList<UsagePoint>>(_keys.TryGetValue(keyId, out var usage) ? [.. usage.Hours(from, until)] : []);
        }
    }

    public ValueTask ForgetAsync(IReadOnlyCollection<string> keyIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keyIds);
        lock (_lock)
        {
            foreach (var id in keyIds)
            {
                _keys.Remove(id);
            }
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask PruneAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            foreach (var usage in _keys.Values)
            {
                usage.ForgetHoursBefore(before);
            }
        }

        return ValueTask.CompletedTask;
    }

    private KeyUsage Of(string keyId)
    {
        if (!_keys.TryGetValue(keyId, out var usage))
        {
            _keys[keyId] = usage = new KeyUsage();
        }

        return usage;
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
