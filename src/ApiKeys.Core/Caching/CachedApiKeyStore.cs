using System.Collections.Concurrent;
using ApiKeys.Stores;

namespace ApiKeys.Caching;

/// <summary>Stands in front of every store: remembers what it said, asks once for many, and forgets at once what changes on this node.</summary>
/// <remarks>
/// A read that began before a change never enters the cache, and nobody who comes after the change is given its answer:
/// each change ends the flights of its key and raises the generation that a read has to have begun in.
/// </remarks>
internal sealed class CachedApiKeyStore : IApiKeyStore
{
    private readonly IApiKeyStore _inner;
    private readonly bool _isOff;
    private readonly BoundedCache<ApiKeyRecord> _known;
    private readonly BoundedCache<bool> _unknown;
    private readonly ConcurrentDictionary<string, Lazy<Task<ApiKeyRecord?>>> _flights = new(StringComparer.Ordinal);
    private long _generation;

    public CachedApiKeyStore(IApiKeyStore inner, ApiKeyCacheOptions options, TimeProvider time)
    {
        _inner = inner;
        _isOff = options.Lifetime == TimeSpan.Zero;
        Freshness = new FeedFreshness(time);
        _known = new BoundedCache<ApiKeyRecord>(options.Capacity, options.Lifetime, options.LifetimeWithFeed, Freshness, time);
        _unknown = new BoundedCache<bool>(options.UnknownCapacity, options.Lifetime, options.LifetimeWithFeed, Freshness, time);
    }

    /// <summary>When the feed of changes was read last; it never is where there is none.</summary>
    public FeedFreshness Freshness { get; }

    public int KnownCount => _known.Count;

    public int UnknownCount => _unknown.Count;

    public ValueTask<ApiKeyRecord?> FindByLookupIdAsync(string lookupId, CancellationToken cancellationToken)
    {
        if (_isOff)
        {
            return _inner.FindByLookupIdAsync(lookupId, cancellationToken);
        }

        if (_known.TryGet(lookupId, out var record))
        {
            return ValueTask.FromResult<ApiKeyRecord?>(record);
        }

        return _unknown.TryGet(lookupId, out _)
            ? ValueTask.FromResult<ApiKeyRecord?>(null)
            : new ValueTask<ApiKeyRecord?>(JoinAsync(lookupId, cancellationToken));
    }

    public ValueTask<ApiKeyRecord?> FindByIdAsync(string id, CancellationToken cancellationToken) => _inner.FindByIdAsync(id, cancellationToken);

    public ValueTask<IReadOnlyList<ApiKeyRecord>> ListAsync(ApiKeyQuery query, CancellationToken cancellationToken) => _inner.ListAsync(query, cancellationToken);

    public ValueTask<long> CountAsync(ApiKeyQuery query, CancellationToken cancellationToken) => _inner.CountAsync(query, cancellationToken);

    public async ValueTask<ApiKeyChangeOutcome> ApplyAsync(ApiKeyChange change, CancellationToken cancellationToken)
    {
        var isUncertain = true;
        try
        {
            var outcome = await _inner.ApplyAsync(change, cancellationToken).ConfigureAwait(false);
            isUncertain = false;
            return outcome;
        }
        finally
        {
            Forget(change);
            if (isUncertain)
            {
                Deny(change);
            }
        }
    }

    public ValueTask<IdempotencyEntry?> FindIdempotentAsync(string key, CancellationToken cancellationToken) => _inner.FindIdempotentAsync(key, cancellationToken);

    // What is pruned was deleted before: nobody finds it in the cache.
    public ValueTask<IReadOnlyList<string>> PruneAsync(ApiKeyPruning pruning, CancellationToken cancellationToken) => _inner.PruneAsync(pruning, cancellationToken);

    /// <summary>Forgets what changed, here or elsewhere. A read that is under way leaves nothing behind.</summary>
    public void Forget(IEnumerable<string> lookupIds)
    {
        Interlocked.Increment(ref _generation);
        foreach (var lookupId in lookupIds)
        {
            _flights.TryRemove(lookupId, out _);
            _known.Remove(lookupId);
            _unknown.Remove(lookupId);
        }
    }

    /// <summary>Forgets everything, because nobody knows what changed.</summary>
    public void Clear()
    {
        Interlocked.Increment(ref _generation);
        _flights.Clear();
        _known.Clear();
        _unknown.Clear();
    }

    // One caller's cancellation ends its own wait and nobody else's: the flight itself has none.
    private Task<ApiKeyRecord?> JoinAsync(string lookupId, CancellationToken cancellationToken) =>
        _flights.GetOrAdd(lookupId, id => new Lazy<Task<ApiKeyRecord?>>(() => FlyAsync(id))).Value.WaitAsync(cancellationToken);

    private async Task<ApiKeyRecord?> FlyAsync(string lookupId)
    {
        var flight = _flights.GetValueOrDefault(lookupId);
        try
        {
            var began = Volatile.Read(ref _generation);
            var record = await _inner.FindByLookupIdAsync(lookupId, CancellationToken.None).ConfigureAwait(false);
            Remember(lookupId, record, began);
            return record;
        }
        finally
        {
            if (flight is not null)
            {
                _flights.TryRemove(KeyValuePair.Create(lookupId, flight));
            }
        }
    }

    private void Remember(string lookupId, ApiKeyRecord? record, long began)
    {
        if (record is null)
        {
            _unknown.Set(lookupId, true);
        }
        else
        {
            _known.Set(lookupId, record);
        }

        // Looked at after the entry was made: a change that came in between takes it out, here or there.
        if (Volatile.Read(ref _generation) != began)
        {
            _known.Remove(lookupId);
            _unknown.Remove(lookupId);
        }
    }

    private void Forget(ApiKeyChange change) =>
        Forget((change.Before?.Secrets ?? []).Concat(change.Record?.Secrets ?? []).Select(secret => secret.LookupId));

    // Whether a change that failed was made nobody knows; what it was to take away is taken away here, until the store is read again.
    private void Deny(ApiKeyChange change)
    {
        var stays = change.Record is { RevokedAt: null, DisabledAt: null, DeletedAt: null } after ? after.Secrets.Select(secret => secret.LookupId).ToList() : [];
        foreach (var secret in (change.Before?.Secrets ?? []).Where(secret => !stays.Contains(secret.LookupId)))
        {
            _unknown.SetBriefly(secret.LookupId, true);
        }
    }
}
