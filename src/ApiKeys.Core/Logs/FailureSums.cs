using ApiKeys.Stores;

namespace ApiKeys.Logs;

/// <summary>Counts refused requests that are alike, for so many kinds of them and no more. Its owner sees to it that one calls at a time.</summary>
internal sealed class FailureSums(int capacity)
{
    private readonly Dictionary<FailureKey, FailureSum> _sums = [];

    public long Count { get; private set; }

    public void Add(ApiKeyRequestEntry entry)
    {
        var key = FailureKey.Of(entry);
        if (!_sums.TryGetValue(key, out var sum))
        {
            // A flood from everywhere fills a bounded number of rows, and its whole size is told all the same.
            key = _sums.Count < capacity ? key : FailureKey.Other(entry.Kind);
            if (!_sums.TryGetValue(key, out sum))
            {
                _sums[key] = sum = new FailureSum(key, entry);
            }
        }

        sum.Add(entry);
        Count += entry.Count;
    }

    public IReadOnlyList<ApiKeyRequestEntry> Drain()
    {
        ApiKeyRequestEntry[] entries = [.. _sums.Values.Select(sum => sum.ToEntry())];
        _sums.Clear();
        Count = 0;
        return entries;
    }
}
