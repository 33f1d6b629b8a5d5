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
    private readonly RecordMemory _memory;
    private readonly ConcurrentDictionary<string, Lazy<Task<ApiKeyRecord?>>> _flights = new(StringComparer.Ordinal);

    public CachedApiKeyStore(IApiKeyStore inner, ApiKeyCacheOptions options, TimeProvider time)
    {
        _inner = inner;
        _isOff = options.Lifetime == TimeSpan.Zero;
        _memory = new RecordMemory(options, time);
    }

    /// <summary>When the feed of changes was read last.</summary>
    public FeedFreshness Freshness => _memory.Freshness;

    public int KnownCount => _memory.KnownCount;

    public int UnknownCount => _memory.UnknownCount;

    /// <summary>The record that is remembered under an id; null where none is, or nothing is to be believed.</summary>
    public RecalledRecord? Recall(ReadOnlySpan<char> lookupId) => _isOff ? null : _memory.Recall(lookupId);

    /// <summary>Whether it is remembered that no record has an id.</summary>
    public bool IsUnknown(ReadOnlySpan<char> lookupId) => !_isOff && _memory.IsUnknown(lookupId);

    public ValueTask<ApiKeyRecord?> FindByLookupIdAsync(string lookupId, CancellationToken cancellationToken)
    {
        if (_isOff)
        {
            return _inner.FindByLookupIdAsync(lookupId, cancellationToken);
        }

        return _memory.TryGet(lookupId, out var record) ? ValueTask.FromResult(record) : new ValueTask<ApiKeyRecord?>(JoinAsync(lookupId, cancellationToken));
    }

    /// <summary>Asks the store whatever is remembered. What it finds is read anew by everybody; that it finds nothing leaves everything as it is.</summary>
    public async ValueTask<ApiKeyRecord?> FindAgainAsync(string lookupId, CancellationToken cancellationToken)
    {
        var record = await _inner.FindByLookupIdAsync(lookupId, cancellationToken).ConfigureAwait(false);
        if (record is not null)
        {
            Forget([lookupId]);
        }

        return record;
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

    /// <summary>Forgets what changed, here or elsewhere. A read that is under way leaves nothing behind, and nobody else joins it.</summary>
    public void Forget(IReadOnlyCollection<string> lookupIds)
    {
        _memory.Forget(lookupIds);
        foreach (var lookupId in lookupIds)
        {
            _flights.TryRemove(lookupId, out _);
        }
    }

    /// <summary>Forgets everything, because nobody knows what changed.</summary>
    public void Clear()
    {
        _memory.Clear();
        _flights.Clear();
    }

    // One caller's cancellation ends its own wait and nobody else's: the flight itself has none.
    private Task<ApiKeyRecord?> JoinAsync(string lookupId, CancellationToken cancellationToken) =>
        _flights.GetOrAdd(lookupId, id => new Lazy<Task<ApiKeyRecord?>>(() => FlyAsync(id))).Value.WaitAsync(cancellationToken);

    private async Task<ApiKeyRecord?> FlyAsync(string lookupId)
    {
        var flight = _flights.GetValueOrDefault(lookupId);
        try
        {
            var began = _memory.Generation;
            var record = await _inner.FindByLookupIdAsync(lookupId, CancellationToken.None).ConfigureAwait(false);
            _memory.Remember(lookupId, record, began);
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

    private void Forget(ApiKeyChange change) =>
        Forget([.. (change.Before?.Secrets ?? []).Concat(change.Record?.Secrets ?? []).Select(secret => secret.LookupId)]);

    // Whether a change that failed was made nobody knows; what it was to take away is taken away here, until the store is read again.
    private void Deny(ApiKeyChange change)
    {
        var stays = change.Record is { RevokedAt: null, DisabledAt: null, DeletedAt: null } after ? after.Secrets.Select(secret => secret.LookupId).ToList() : [];
        foreach (var secret in (change.Before?.Secrets ?? []).Where(secret => !stays.Contains(secret.LookupId)))
        {
            _memory.Deny(secret.LookupId);
        }
    }
}
