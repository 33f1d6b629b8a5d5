using ApiKeys.Stores;

namespace ApiKeys.Memory;

/// <summary>Keeps the newest rows of the request log in this process, until it ends.</summary>
internal sealed class InMemoryRequestStore : IApiKeyRequestStore
{
    internal const int Capacity = 50_000;
    private readonly SortedSet<ApiKeyRequestEntry> _entries = new(Comparer<ApiKeyRequestEntry>.Create((one, other) => ApiKeyPosition.Order.Compare(ApiKeyPosition.Of(one), ApiKeyPosition.Of(other))));
    private readonly Lock _lock = new();

    public ValueTask AddAsync(IReadOnlyList<ApiKeyRequestEntry> entries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entries);
        lock (_lock)
        {
            _entries.UnionWith(entries);
            while (_entries.Count > Capacity)
            {
                _entries.Remove(_entries.Max!);
            }
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<ApiKeyRequestEntry>> ListAsync(ApiKeyRequestQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        lock (_lock)
        {
            return ValueTask.FromResult<IReadOnlyList<ApiKeyRequestEntry>>([.. _entries.Where(query.Matches).Where(entry => ApiKeyPosition.Of(entry).IsBehind(query.After)).Take(query.Limit)]);
        }
    }

    public ValueTask ForgetAsync(IReadOnlyCollection<string> keyIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keyIds);
        var ids = keyIds.ToHashSet(StringComparer.Ordinal);
        lock (_lock)
        {
            _entries.RemoveWhere(entry => entry.KeyId is { } id && ids.Contains(id));
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<int> PruneAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        var removed = 0;
        lock (_lock)
        {
            for (; removed < limit && _entries.Max is { } oldest && oldest.At < before; removed++)
            {
                _entries.Remove(oldest);
            }
        }

        return ValueTask.FromResult(removed);
    }
}
