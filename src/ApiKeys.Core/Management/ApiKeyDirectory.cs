using ApiKeys.Stores;

namespace ApiKeys.Management;

/// <summary>Reads keys, their use and their history. A key of a tenant that the actor may not see is answered like one that does not exist.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class ApiKeyDirectory
{
    private readonly IApiKeyStore _store;
    private readonly IApiKeyUsageStore _usage;
    private readonly IApiKeyAuditStore _audit;
    private readonly KeySimulator _simulator;
    private readonly TimeProvider _time;

    internal ApiKeyDirectory(IApiKeyStore store, IApiKeyUsageStore usage, IApiKeyAuditStore audit, KeySimulator simulator, TimeProvider time)
    {
        _store = store;
        _usage = usage;
        _audit = audit;
        _simulator = simulator;
        _time = time;
    }

    /// <summary>One key.</summary>
    /// <param name="id">The key's own id.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    /// <returns>The key, or <see langword="null"/> where there is none that the actor may see.</returns>
    public async ValueTask<ApiKeyRecord?> GetAsync(string id, ApiKeyActor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var record = await _store.FindByIdAsync(id, cancellationToken).ConfigureAwait(false);
        return record is not null && actor.Sees(record) ? record : null;
    }

    /// <summary>A page of keys.</summary>
    /// <param name="request">Which keys.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    /// <returns>The page, or what is wrong with the request.</returns>
    public async ValueTask<ApiKeyResult<ApiKeyPage>> ListAsync(ApiKeyListRequest request, ApiKeyActor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(actor);
        var after = request.Cursor is null ? null : PageCursor.Read(request.Cursor);
        if (ListQuery.ErrorsOf(request, after) is { Count: > 0 } errors)
        {
            return ApiKeyResult<ApiKeyPage>.Failed(errors);
        }

        // One more than asked for tells whether there is a next page.
        var query = ListQuery.Of(request, actor, _time.GetUtcNow()) with { After = after, Limit = request.Limit + 1 };
        var keys = await _store.ListAsync(query, cancellationToken).ConfigureAwait(false);
        var hasMore = keys.Count > request.Limit;
        var page = hasMore ? [.. keys.Take(request.Limit)] : keys;
        return ApiKeyResult<ApiKeyPage>.Success(new ApiKeyPage(page, hasMore ? PageCursor.Write(ApiKeyPosition.Of(page[^1])) : null));
    }

    /// <summary>How many keys a request would list on all its pages.</summary>
    /// <param name="request">Which keys; its limit and cursor do not count.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    public ValueTask<long> CountAsync(ApiKeyListRequest request, ApiKeyActor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(actor);
        return _store.CountAsync(ListQuery.Of(request, actor, _time.GetUtcNow()), cancellationToken);
    }

    /// <summary>How often and when a key was used. What was counted in the last seconds may still be missing.</summary>
    /// <param name="id">The key's own id.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    /// <returns>The use, or <see langword="null"/> where there is no key that the actor may see.</returns>
    public async ValueTask<ApiKeyUsage?> GetUsageAsync(string id, ApiKeyActor actor, CancellationToken cancellationToken)
    {
        var key = await GetAsync(id, actor, cancellationToken).ConfigureAwait(false);
        if (key is null)
        {
            return null;
        }

        return UsageReport.Of(key, await _usage.GetAsync(id, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>How often and when the keys of a page were used, with one question to the store.</summary>
    /// <param name="keys">The keys, as they were listed.</param>
    /// <param name="actor">Who asks; keys that they may not see are left out.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    /// <returns>The use of each key, by its id.</returns>
    public async ValueTask<IReadOnlyDictionary<string, ApiKeyUsage>> GetUsageAsync(IReadOnlyCollection<ApiKeyRecord> keys, ApiKeyActor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(actor);
        var seen = keys.Where(actor.Sees).DistinctBy(key => key.Id).ToList();
        var used = seen.Count == 0 ? [] : await _usage.GetAsync([.. seen.Select(key => key.Id)], cancellationToken).ConfigureAwait(false);
        var byKey = used.ToLookup(entry => entry.KeyId, StringComparer.Ordinal);
        return seen.ToDictionary(key => key.Id, key => UsageReport.Of(key, [.. byKey[key.Id]]), StringComparer.Ordinal);
    }

    /// <summary>How often a key was used hour by hour, oldest first; hours without use are left out.</summary>
    /// <param name="id">The key's own id.</param>
    /// <param name="from">The first instant.</param>
    /// <param name="until">The first instant that no longer counts.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    /// <returns>The hours, or <see langword="null"/> where there is no key that the actor may see.</returns>
    public async ValueTask<IReadOnlyList<UsagePoint>?> GetUsageSeriesAsync(string id, DateTimeOffset from, DateTimeOffset until, ApiKeyActor actor, CancellationToken cancellationToken) =>
        await GetAsync(id, actor, cancellationToken).ConfigureAwait(false) is null
            ? null
            : await _usage.GetSeriesAsync(id, from.ToUniversalTime(), until.ToUniversalTime(), cancellationToken).ConfigureAwait(false);

    /// <summary>Which check would refuse this key a request, if any. Nothing is spent and nothing is counted.</summary>
    /// <param name="id">The key's own id.</param>
    /// <param name="request">The request to imagine.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    /// <returns>Every check and what it would say, or <see langword="null"/> where there is no key that the actor may see.</returns>
    public async ValueTask<ApiKeySimulation?> SimulateAsync(string id, ApiKeySimulationRequest request, ApiKeyActor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var key = await GetAsync(id, actor, cancellationToken).ConfigureAwait(false);
        return key is null ? null : await _simulator.RunAsync(key, request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The audit trail, newest entry first. It outlives the keys that it tells of.</summary>
    /// <param name="query">Which entries; an actor of one tenant gets that tenant's alone.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    public ValueTask<IReadOnlyList<AuditEntry>> ListAuditAsync(AuditQuery query, ApiKeyActor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(actor);
        var bounded = query with { TenantId = actor.IsOfOneTenant ? actor.TenantId : query.TenantId, HasNoTenant = actor.HasNoTenant, Limit = Math.Clamp(query.Limit, 1, ApiKeyListRequest.MaxLimit) };
        return _audit.ListAsync(bounded, cancellationToken);
    }
}
