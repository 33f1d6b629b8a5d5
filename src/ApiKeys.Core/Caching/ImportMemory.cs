using ApiKeys.Format;
using ApiKeys.Stores;

namespace ApiKeys.Caching;

/// <summary>
/// Where imported keys are looked for, in a host that has any left that were not used yet. It remembers whether there are, and which texts are nobody's, as long as
/// records are believed; what this node imports holds at once.
/// </summary>
internal sealed class ImportMemory
{
    private readonly IApiKeyImportStore _imports;
    private readonly IApiKeyStore _keys;
    private readonly BoundedCache<string?> _first;
    private readonly BoundedCache<bool> _nobodys;
    private long _generation;

    public ImportMemory(IApiKeyImportStore imports, IApiKeyStore keys, ApiKeyCacheOptions options, TimeProvider time)
    {
        const int Kinds = 16;
        var feed = new FeedFreshness(time);
        _imports = imports;
        _keys = keys;
        _first = new BoundedCache<string?>(Kinds, options.Lifetime, options.Lifetime, feed, time);
        _nobodys = new BoundedCache<bool>(options.UnknownCapacity, options.Lifetime, options.Lifetime, feed, time);
    }

    /// <summary>The generation that a search begins in.</summary>
    public long Generation => Volatile.Read(ref _generation);

    /// <summary>The first lookup id of a kind; null where there is none, and nothing of that kind needs to be looked for.</summary>
    public async ValueTask<string?> FirstAsync(string kind, CancellationToken cancellationToken)
    {
        if (_first.TryGet(kind, out var known))
        {
            return known;
        }

        var began = Generation;
        var ids = await _imports.ListLookupIdsAsync(kind, 1, cancellationToken).ConfigureAwait(false);
        var first = ids.Count == 0 ? null : ids[0];
        Remember(_first, kind, first, began);
        return first;
    }

    /// <summary>The lookup ids of the keys that share a hint.</summary>
    public ValueTask<IReadOnlyList<string>> ListAsync(string hint, CancellationToken cancellationToken) =>
        _imports.ListLookupIdsAsync(hint, ImportedLookup.MostCandidates, cancellationToken);

    /// <summary>Reads an id past what is remembered of it: another node may have used the key in between, and written its ordinary lookup id.</summary>
    public async ValueTask<ApiKeyRecord?> FindAgainAsync(string lookupId, CancellationToken cancellationToken) => _keys is CachedApiKeyStore cache
        ? await cache.FindAgainAsync(lookupId, cancellationToken).ConfigureAwait(false)
        : await _keys.FindByLookupIdAsync(lookupId, cancellationToken).ConfigureAwait(false);

    /// <summary>Whether the text with this ordinary lookup id was looked for everywhere just now, and not found.</summary>
    public bool IsNobodys(string lookupId) => _nobodys.TryGet(lookupId, out _);

    /// <summary>The same by a part of another text.</summary>
    public bool IsNobodys(ReadOnlySpan<char> lookupId) => _nobodys.TryGet(lookupId, out _);

    public void SayNobodys(string lookupId, long began) => Remember(_nobodys, lookupId, true, began);

    /// <summary>Forgets everything: a key was imported.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref _generation);
        _first.Clear();
        _nobodys.Clear();
    }

    // Looked at after the entry was made: an import that came in between takes it out, here or there.
    private void Remember<T>(BoundedCache<T> cache, string id, T value, long began)
    {
        cache.Set(id, value);
        if (Generation != began)
        {
            cache.Remove(id);
        }
    }
}
