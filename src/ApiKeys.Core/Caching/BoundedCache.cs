using System.Collections.Concurrent;

namespace ApiKeys.Caching;

/// <summary>Remembers values for a while, and never more than so many of them.</summary>
internal sealed class BoundedCache<T>(int capacity, TimeSpan lifetime, TimeSpan longest, FeedFreshness feed, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public bool TryGet(string id, out T value)
    {
        var isThere = _entries.TryGetValue(id, out var entry) && IsBelieved(entry);
        value = isThere ? entry.Value : default!;
        return isThere;
    }

    public void Set(string id, T value) => Set(id, value, longest);

    /// <summary>Remembers a value for its own time alone, whatever the feed says.</summary>
    public void SetBriefly(string id, T value) => Set(id, value, TimeSpan.Zero);

    private void Set(string id, T value, TimeSpan withFeed)
    {
        if (Count >= capacity)
        {
            Trim();
        }

        var entry = new Entry(value, time.GetTimestamp(), Jittered(id), withFeed);
        _entries.AddOrUpdate(
            id,
            static (_, state) =>
            {
                Interlocked.Increment(ref state.Cache._count);
                return state.Entry;
            },
            static (_, _, state) => state.Entry,
            (Cache: this, Entry: entry));
    }

    public void Remove(string id)
    {
        if (_entries.TryRemove(id, out _))
        {
            Interlocked.Decrement(ref _count);
        }
    }

    public void Clear()
    {
        foreach (var pair in _entries)
        {
            Remove(pair.Key);
        }
    }

    // For its own time; longer while the feed of changes is read, which would have named it.
    private bool IsBelieved(in Entry entry)
    {
        var age = time.GetElapsedTime(entry.Since);
        return age < entry.Lifetime || (age < entry.WithFeed && feed.IsWithin(lifetime));
    }

    // What has ended goes first; if that is not enough, an eighth of the rest, as it comes.
    private void Trim()
    {
        foreach (var pair in _entries)
        {
            if (!IsBelieved(pair.Value))
            {
                Remove(pair.Key);
            }
        }

        var surplus = Count < capacity ? 0 : Math.Max(1, capacity / 8);
        foreach (var pair in _entries.Take(surplus))
        {
            Remove(pair.Key);
        }
    }

    // Up to a fifth shorter, by chance of the id: entries that were made together do not end together.
    private TimeSpan Jittered(string id) => lifetime - (lifetime * ((uint)string.GetHashCode(id) % 1024 / 5120.0));

    private readonly record struct Entry(T Value, long Since, TimeSpan Lifetime, TimeSpan WithFeed);
}
