using ApiKeys.Stores;

namespace ApiKeys.Management;

/// <summary>Reads keys, their use and their history. A key of a tenant that the actor may not see is answered like one that does not exist.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class ApiKeyDirectory
{
    private const int LongestSearch = 100;
    private const int MostDays = 36_500;
    private readonly IApiKeyStore _store;
    private readonly IApiKeyUsageStore _usage;
    private readonly IApiKeyAuditStore _audit;
    private readonly TimeProvider _time;

    internal ApiKeyDirectory(IApiKeyStore store, IApiKeyUsageStore usage, IApiKeyAuditStore audit, TimeProvider time)
    {
        _store = store;
        _usage = usage;
        _audit = audit;
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
        if (ErrorsOf(request, after) is { Count: > 0 } errors)
        {
            return ApiKeyResult<ApiKeyPage>.Failed(errors);
        }

        // One more than asked for tells whether there is a next page.
        var query = QueryOf(request, actor) with { After = after, Limit = request.Limit + 1 };
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
        return _store.CountAsync(QueryOf(request, actor), cancellationToken);
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

        var entries = await _usage.GetAsync(id, cancellationToken).ConfigureAwait(false);
        var used = entries.ToDictionary(entry => entry.LookupId, StringComparer.Ordinal);
        var newest = key.Secrets.MaxBy(secret => secret.CreatedAt)!;
        var secrets = key.Secrets.OrderByDescending(secret => secret.CreatedAt).Select(secret => UsageOf(secret, newest, used)).ToList();
        return new ApiKeyUsage(entries.Sum(entry => entry.Count), entries.Count == 0 ? null : entries.Max(entry => entry.LastUsedAt), secrets);
    }

    /// <summary>The audit trail, newest entry first. It outlives the keys that it tells of.</summary>
    /// <param name="query">Which entries; an actor of one tenant gets that tenant's alone.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    public ValueTask<IReadOnlyList<AuditEntry>> ListAuditAsync(AuditQuery query, ApiKeyActor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(actor);
        return _audit.ListAsync(query with { TenantId = actor.TenantId ?? query.TenantId, Limit = Math.Clamp(query.Limit, 1, ApiKeyListRequest.MaxLimit) }, cancellationToken);
    }

    private static ApiKeySecretUsage UsageOf(SecretVersion secret, SecretVersion newest, Dictionary<string, SecretUsage> used)
    {
        var own = used.GetValueOrDefault(secret.LookupId);
        var hasChangedOver = used.ContainsKey(newest.LookupId) && (own is null || own.LastUsedAt < newest.CreatedAt);
        return new ApiKeySecretUsage(secret, own?.Count ?? 0, own?.LastUsedAt, secret != newest && hasChangedOver);
    }

    private static List<ApiKeyError> ErrorsOf(ApiKeyListRequest request, ApiKeyPosition? after)
    {
        var errors = new List<ApiKeyError>();
        Add(request.Limit is < 1 or > ApiKeyListRequest.MaxLimit, nameof(request.Limit), $"It goes from 1 to {ApiKeyListRequest.MaxLimit}.");
        Add(request.Cursor is not null && after is null, nameof(request.Cursor), "It is none that this list has given out.");
        Add(request.Search?.Length > LongestSearch, nameof(request.Search), $"It is longer than {LongestSearch} characters.");
        Add(request.UnusedForDays is < 1 or > MostDays, nameof(request.UnusedForDays), $"It goes from 1 to {MostDays}.");
        Add(request.ExpiringWithinDays is < 1 or > MostDays, nameof(request.ExpiringWithinDays), $"It goes from 1 to {MostDays}.");
        return errors;

        void Add(bool isWrong, string member, string message)
        {
            if (isWrong)
            {
                errors.Add(new ApiKeyError(ApiKeyErrorCode.Invalid, member, message));
            }
        }
    }

    private ApiKeyQuery QueryOf(ApiKeyListRequest request, ApiKeyActor actor)
    {
        var now = _time.GetUtcNow();
        return new ApiKeyQuery
        {
            TenantId = actor.TenantId,
            Status = request.Status,
            Environment = request.Environment,
            Scope = request.Scope,
            CustomerId = request.CustomerId,
            UnusedSince = request.UnusedForDays is { } unused ? now.AddDays(-unused) : null,
            ExpiresBefore = request.ExpiringWithinDays is { } days ? now.AddDays(days) : null,
            Search = string.IsNullOrEmpty(request.Search) ? null : request.Search,
            Now = now,
        };
    }
}
