namespace ApiKeys.Caching;

/// <summary>What is remembered of the store: records, and ids that are none.</summary>
/// <remarks>Each change raises a generation; what was read under an older one is not kept.</remarks>
internal sealed class RecordMemory
{
    private readonly BoundedCache<RecalledRecord> _known;
    private readonly BoundedCache<bool> _unknown;
    private long _generation;

    public RecordMemory(ApiKeyCacheOptions options, TimeProvider time)
    {
        Freshness = new FeedFreshness(time);
        _known = new BoundedCache<RecalledRecord>(options.Capacity, options.Lifetime, options.LifetimeWithFeed, Freshness, time);
        _unknown = new BoundedCache<bool>(options.UnknownCapacity, options.Lifetime, options.LifetimeWithFeed, Freshness, time);
    }

    /// <summary>When the feed of changes was read last; it never is where there is none.</summary>
    public FeedFreshness Freshness { get; }

    public int KnownCount => _known.Count;

    public int UnknownCount => _unknown.Count;

    /// <summary>The generation that a read begins in.</summary>
    public long Generation => Volatile.Read(ref _generation);

    /// <summary>Whether something is known of an id; the record is null where it is known to be none.</summary>
    public bool TryGet(string lookupId, out ApiKeyRecord? record)
    {
        var isKnown = _known.TryGet(lookupId, out var recalled);
        record = isKnown ? recalled.Record : null;
        return isKnown || _unknown.TryGet(lookupId, out _);
    }

    /// <summary>The record that is known under an id, or null.</summary>
    public RecalledRecord? Recall(ReadOnlySpan<char> lookupId) => _known.TryGet(lookupId, out var recalled) ? recalled : null;

    /// <summary>Whether an id is known to be none.</summary>
    public bool IsUnknown(ReadOnlySpan<char> lookupId) => _unknown.TryGet(lookupId, out _);

    public void Remember(string lookupId, ApiKeyRecord? record, long began)
    {
        if (record is null)
        {
            _unknown.Set(lookupId, true);
        }
        else
        {
            _known.Set(lookupId, new RecalledRecord(record));
        }

        // Looked at after the entry was made: a change that came in between takes it out, here or there.
        if (Generation != began)
        {
            _known.Remove(lookupId);
            _unknown.Remove(lookupId);
        }
    }

    /// <summary>Takes an id for unknown, for its own time alone: nobody knows better until the store is read again.</summary>
    public void Deny(string lookupId) => _unknown.SetBriefly(lookupId, true);

    public void Forget(IEnumerable<string> lookupIds)
    {
        Interlocked.Increment(ref _generation);
        foreach (var lookupId in lookupIds)
        {
            _known.Remove(lookupId);
            _unknown.Remove(lookupId);
        }
    }

    public void Clear()
    {
        Interlocked.Increment(ref _generation);
        _known.Clear();
        _unknown.Clear();
    }
}
