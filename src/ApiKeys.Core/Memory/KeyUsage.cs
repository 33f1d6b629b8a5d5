using ApiKeys.Stores;

namespace ApiKeys.Memory;

/// <summary>How often one key was used: by its secrets, and by the hour. Its owner sees to it that one calls at a time.</summary>
internal sealed class KeyUsage
{
    private readonly Dictionary<string, SecretUsage> _secrets = new(StringComparer.Ordinal);
    private readonly SortedDictionary<DateTimeOffset, long> _hours = [];

    public IEnumerable<SecretUsage> Secrets => _secrets.Values;

    public void Add(SecretUsage entry)
    {
        var hour = UsagePoint.HourOf(entry.LastUsedAt);
        _hours[hour] = _hours.GetValueOrDefault(hour) + entry.Count;
        var before = _secrets.GetValueOrDefault(entry.LookupId, entry with { Count = 0 });
        var newest = entry.LastUsedAt >= before.LastUsedAt ? entry : before;
        _secrets[entry.LookupId] = newest with { Count = before.Count + entry.Count };
    }

    public IEnumerable<UsagePoint> Hours(DateTimeOffset from, DateTimeOffset to) =>
        _hours.Where(hour => hour.Key >= UsagePoint.HourOf(from) && hour.Key < to).Select(hour => new UsagePoint(hour.Key, hour.Value));

    public void ForgetHoursBefore(DateTimeOffset instant)
    {
        foreach (var hour in _hours.Keys.TakeWhile(hour => hour < instant).ToList())
        {
            _hours.Remove(hour);
        }
    }
}
