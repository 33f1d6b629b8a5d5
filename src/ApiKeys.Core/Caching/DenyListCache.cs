using System.Collections.Concurrent;
using ApiKeys.Stores;

namespace ApiKeys.Caching;

/// <summary>Stands in front of the store of deny lists: remembers them for requests, asks once for many, and forgets at once what changes on this node.</summary>
/// <remarks>A read that began before a change never enters the cache, and nobody who comes after the change is given its answer. What another node changes is seen when the entry ends, within <see cref="ApiKeyCacheOptions.Lifetime"/>.</remarks>
internal sealed class DenyListCache
{
    private readonly IApiKeyDenyListStore _store;
    private readonly StoreGuard _guard;
    private readonly bool _isOff;
    private readonly BoundedCache<IpDenyList> _known;
    private readonly ConcurrentDictionary<string, Lazy<Task<IpDenyList>>> _flights = new(StringComparer.Ordinal);
    private long _generation;

    public DenyListCache(IApiKeyDenyListStore store, StoreGuard guard, ApiKeyCacheOptions options, TimeProvider time)
    {
        _store = store;
        _guard = guard;
        _isOff = options.Lifetime == TimeSpan.Zero;
        _known = new BoundedCache<IpDenyList>(options.Capacity, options.Lifetime, TimeSpan.Zero, new FeedFreshness(time), time);
    }

    /// <summary>The addresses that a request of a tenant's key may not come from.</summary>
    /// <exception cref="ApiKeyStoreUnavailableException">The store failed, took too long, or is not asked at the moment.</exception>
    public ValueTask<IpDenyList> FindAsync(string? tenantId, CancellationToken cancellationToken)
    {
        if (_isOff)
        {
            return ReadAsync(tenantId, cancellationToken);
        }

        return _known.TryGet(tenantId ?? "", out var list) ? ValueTask.FromResult(list) : new ValueTask<IpDenyList>(JoinAsync(tenantId ?? "", cancellationToken));
    }

    /// <summary>The same where it is remembered.</summary>
    public bool TryFind(string? tenantId, out IpDenyList list)
    {
        list = null!;
        return !_isOff && _known.TryGet(tenantId ?? "", out list);
    }

    /// <summary>The list as it is stored now, for people.</summary>
    public ValueTask<ApiKeyDenyList> GetAsync(string? tenantId, CancellationToken cancellationToken) =>
        _guard.RunPatientlyAsync(token => _store.GetAsync(tenantId, token), cancellationToken);

    /// <summary>Changes a list. It is forgotten also where the store gave no answer: the next request asks it again.</summary>
    public async ValueTask<ApiKeyChangeOutcome> ApplyAsync(ApiKeyDenyListChange change, CancellationToken cancellationToken)
    {
        try
        {
            return await _guard.RunPatientlyAsync(token => _store.ApplyAsync(change, token), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Forget(change.Before.TenantId ?? "");
        }
    }

    private void Forget(string id)
    {
        Interlocked.Increment(ref _generation);
        _known.Remove(id);
        _flights.TryRemove(id, out _);
    }

    // One caller's cancellation ends its own wait and nobody else's: the flight itself has none.
    private Task<IpDenyList> JoinAsync(string id, CancellationToken cancellationToken) =>
        _flights.GetOrAdd(id, key => new Lazy<Task<IpDenyList>>(() => FlyAsync(key))).Value.WaitAsync(cancellationToken);

    private async Task<IpDenyList> FlyAsync(string id)
    {
        var flight = _flights.GetValueOrDefault(id);
        try
        {
            var began = Volatile.Read(ref _generation);
            var list = await ReadAsync(id.Length == 0 ? null : id, CancellationToken.None).ConfigureAwait(false);
            _known.Set(id, list);

            // Looked at after the entry was made: a change that came in between takes it out, here or there.
            if (Volatile.Read(ref _generation) != began)
            {
                _known.Remove(id);
            }

            return list;
        }
        finally
        {
            if (flight is not null)
            {
                _flights.TryRemove(KeyValuePair.Create(id, flight));
            }
        }
    }

    private async ValueTask<IpDenyList> ReadAsync(string? tenantId, CancellationToken cancellationToken) =>
        (await _guard.RunAsync(token => _store.GetAsync(tenantId, token), cancellationToken).ConfigureAwait(false)).Addresses;
}
