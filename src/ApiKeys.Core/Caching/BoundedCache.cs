using System.Collections.Concurrent;

namespace ApiKeys.Caching;

/// <summary>Remembers values for a while, and never more than so many of them.</summary>
internal sealed class BoundedCache<T>
{
    private readonly int _capacity;
    private readonly TimeSpan _lifetime;
    private readonly TimeSpan _longest;
    private readonly FeedFreshness _feed;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Entry>.AlternateLookup<ReadOnlySpan<char>> _bySpan;
    private int _count;
    private bool _isTrimming;

    public BoundedCache(int capacity, TimeSpan lifetime, TimeSpan longest, FeedFreshness feed, TimeProvider time)
    {
        _capacity = capacity;
        _lifetime = lifetime;
        _longest = longest;
        _feed = feed;
        _time = time;
        _bySpan = _entries.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public int Count => Volatile.Read(ref _count);

    public bool TryGet(string id, out T value)
    {
        var isThere = _entries.TryGetValue(id, out var entry) && IsBelieved(entry);
        value = isThere ? entry.Value : default!;
        return isThere;
    }

    /// <summary>The same by a part of another text, of which no string has to be made.</summary>
    public bool TryGet(ReadOnlySpan<char> id, out T value)
    {
        var isThere = _bySpan.TryGetValue(id, out var entry) && IsBelieved(entry);
        value = isThere ? entry.Value : default!;
        return isThere;
    }

    public void Set(string id, T value) => Set(id, value, _longest);

    /// <summary>Remembers a value for its own _time alone, whatever the _feed says.</summary>
    public void SetBriefly(string id, T value) => Set(id, value, TimeSpan.Zero);

    private void Set(string id, T value, TimeSpan withFeed)
    {
        if (Count >= _capacity)
        {
            TrimOnce();
        }

        var entry = new Entry(value, _time.GetTimestamp(), Jittered(id), withFeed);
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

    // For its own _time; longer while the _feed of changes is read, which would have named it.
    private bool IsBelieved(in Entry entry)
    {
        var age = _time.GetElapsedTime(entry.Since);
        return age < entry.Lifetime || (age < entry.WithFeed && _feed.IsWithin(_lifetime));
    }

    // One at a time; the others add theirs meanwhile.
    private void TrimOnce()
    {
        if (Interlocked.Exchange(ref _isTrimming, true))
        {
            return;
        }

        try
        {
            Trim();
        }
        finally
        {
            Volatile.Write(ref _isTrimming, false);
        }
    }

    // What has ended goes first, and as much of the rest as makes an eighth of the room, as it comes: each look through all entries is paid for by so many that are added.
    private void Trim()
    {
        var surplus = Math.Max(1, _capacity / 8);
        foreach (var pair in _entries)
        {
            if (!IsBelieved(pair.Value))
            {
                Remove(pair.Key);
                surplus--;
            }
        }

        foreach (var pair in _entries)
        {
            if (surplus-- <= 0)
            {
                break;
            }

            Remove(pair.Key);
        }
    }

    // Up to a fifth shorter, by chance of the id: entries that were made together do not end together.
    private TimeSpan Jittered(string id) => _lifetime - (_lifetime * ((uint)string.GetHashCode(id) % 1024 / 5120.0));

    private readonly record struct Entry(T Value, long Since, TimeSpan Lifetime, TimeSpan WithFeed);
}
