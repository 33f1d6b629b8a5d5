using System.Collections.Concurrent;
using System.Net;
using ApiKeys.Diagnostics;
using ApiKeys.Stores;
using Microsoft.Extensions.Options;

namespace ApiKeys.Usage;

/// <summary>Counts uses in memory, so that no request waits for a statistic.</summary>
internal sealed class UsageRecorder(IOptions<ApiKeyUsageOptions> options, ApiKeysMetrics metrics)
{
    private readonly ConcurrentDictionary<(string KeyId, string LookupId), UsageCounter> _counters = new();
    private int _size;

    /// <summary>Counts one use. Never blocks and never fails.</summary>
    /// <param name="counter">Where the use before was counted, as far as the caller knows: most uses need not look for it.</param>
    /// <param name="keyId">The key's id.</param>
    /// <param name="lookupId">The secret's lookup id.</param>
    /// <param name="now">The time of the use, in UTC.</param>
    /// <param name="address">The client's address.</param>
    public void Record(ref UsageCounter? counter, string keyId, string lookupId, DateTimeOffset now, IPAddress? address)
    {
        if (counter is { } last && last.TryAdd(now, address))
        {
            return;
        }

        while (Find((keyId, lookupId)) is { } found)
        {
            counter = found;
            if (found.TryAdd(now, address))
            {
                return;
            }
        }

        metrics.UsageDropped(1);
    }

    /// <summary>Takes what was counted so far; null where there is nothing.</summary>
    public UsageBatch? Drain()
    {
        var entries = new List<SecretUsage>();
        foreach (var pair in _counters)
        {
            if (_counters.TryRemove(pair))
            {
                Interlocked.Decrement(ref _size);
                var (count, lastUsedAt, lastAddress) = pair.Value.Close();
                if (count > 0)
                {
                    entries.Add(new SecretUsage(pair.Key.KeyId, pair.Key.LookupId, count, lastUsedAt, lastAddress));
                }
            }
        }

        return entries.Count == 0 ? null : new UsageBatch(Guid.NewGuid(), entries);
    }

    private UsageCounter? Find((string KeyId, string LookupId) id)
    {
        if (_counters.TryGetValue(id, out var counter))
        {
            return counter;
        }

        if (Interlocked.Increment(ref _size) > options.Value.Capacity)
        {
            Interlocked.Decrement(ref _size);
            return null;
        }

        var fresh = new UsageCounter();
        var kept = _counters.GetOrAdd(id, fresh);
        if (kept != fresh)
        {
            Interlocked.Decrement(ref _size);
        }

        return kept;
    }
}
