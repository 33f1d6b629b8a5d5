using ApiKeys.Caching;
using ApiKeys.Logs;
using ApiKeys.Stores;

namespace ApiKeys.Management;

/// <summary>Reads and changes the lists of addresses that tenants' keys are not admitted from (CONTRACT G-8).</summary>
/// <remarks>
/// A change holds at once on this node, and within <see cref="ApiKeyCacheOptions.Lifetime"/>, 5 seconds, on others. It is written with its entry in the audit
/// trail, or not at all. A store that fails throws <see cref="ApiKeyStoreUnavailableException"/>: the change is then to be taken for not done.
/// </remarks>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class ApiKeyDenyListManager
{
    /// <summary>What the audit trail calls the thing that was changed, in the place of a key's id and name.</summary>
    public const string Resource = "blocklist";

    private const int LongestTenant = 128;
    private const int MostRetries = 100;
    private readonly DenyListCache? _lists;
    private readonly ApiKeyLogOptions _logs;
    private readonly TimeProvider _time;

    internal ApiKeyDenyListManager(DenyListCache? lists, ApiKeyLogOptions logs, TimeProvider time)
    {
        _lists = lists;
        _logs = logs;
        _time = time;
    }

    /// <summary>Whether the host has deny lists: <see cref="ApiKeysOptions.DenyLists"/>.</summary>
    public bool IsOn => _lists is not null;

    private DenyListCache Lists => _lists ?? throw new InvalidOperationException("Deny lists are switched off. Write AddApiKeys(options => options.DenyLists = true).");

    /// <summary>A tenant's list.</summary>
    /// <param name="tenantId">The tenant, for an actor who is of none; <see langword="null"/>: the list of keys without a tenant.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    /// <exception cref="InvalidOperationException">Deny lists are switched off.</exception>
    public ValueTask<ApiKeyDenyList> GetAsync(string? tenantId, ApiKeyActor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return Lists.GetAsync(TenantOf(tenantId, actor), cancellationToken);
    }

    /// <summary>Puts other addresses into a tenant's list. An API key may not: it would decide about keys beyond itself.</summary>
    /// <param name="tenantId">The tenant, for an actor who is of none; <see langword="null"/>: the list of keys without a tenant.</param>
    /// <param name="addresses">What the list is to hold; <see cref="IpDenyList.None"/>: nothing.</param>
    /// <param name="expectedVersion">The version that the editor has seen, 0 for a list that was never set; with another one the change is refused. <see langword="null"/>: the newest.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    /// <returns>The list as it is then, or what was wrong.</returns>
    /// <exception cref="InvalidOperationException">Deny lists are switched off.</exception>
    public async ValueTask<ApiKeyResult<ApiKeyDenyList>> SetAsync(string? tenantId, IpDenyList addresses, long? expectedVersion, ApiKeyActor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        ArgumentNullException.ThrowIfNull(actor);
        var tenant = TenantOf(tenantId, actor);
        if (Complaint(tenant, actor) is { } complaint)
        {
            return Failed(complaint);
        }

        for (var attempt = 0; ; attempt++)
        {
            var before = await Lists.GetAsync(tenant, cancellationToken).ConfigureAwait(false);
            if (expectedVersion is { } expected && expected != before.Version)
            {
                return Failed(new ApiKeyError(ApiKeyErrorCode.Conflict, null, "The list has changed since it was read."));
            }

            if (addresses.Entries.SequenceEqual(before.Addresses.Entries))
            {
                return ApiKeyResult<ApiKeyDenyList>.Success(before);
            }

            var change = new ApiKeyDenyListChange(before, addresses, _logs.ManagementActivity ? Entry(before, addresses, actor) : null);
            var outcome = await Lists.ApplyAsync(change, cancellationToken).ConfigureAwait(false);
            if (outcome == ApiKeyChangeOutcome.Applied)
            {
                return ApiKeyResult<ApiKeyDenyList>.Success(change.After);
            }

            if (attempt == MostRetries)
            {
                return Failed(new ApiKeyError(ApiKeyErrorCode.Conflict, null, "Others keep changing the list."));
            }
        }
    }

    private static string? TenantOf(string? asked, ApiKeyActor actor) => actor.IsOfOneTenant ? actor.TenantId : asked;

    private static ApiKeyError? Complaint(string? tenantId, ApiKeyActor actor)
    {
        if (actor.Ceiling is not null)
        {
            return new ApiKeyError(ApiKeyErrorCode.Forbidden, null, "API keys cannot change the deny list.");
        }

        return tenantId is not null && PlainText.Complaint(tenantId, LongestTenant) is { } complaint
            ? new ApiKeyError(ApiKeyErrorCode.Invalid, "TenantId", complaint)
            : actor.Complaint();
    }

    private static ApiKeyResult<ApiKeyDenyList> Failed(ApiKeyError error) => ApiKeyResult<ApiKeyDenyList>.Failed([error]);

    private AuditEntry Entry(ApiKeyDenyList before, IpDenyList addresses, ApiKeyActor actor)
    {
        var now = _time.GetUtcNow();
        return new AuditEntry
        {
            Id = AuditId.Next(now),
            At = now,
            Action = ApiKeyActions.UpdateBlocklist,
            KeyId = Resource,
            KeyName = Resource,
            TenantId = before.TenantId,
            Actor = actor.Name,
            Address = actor.Address,
            Changes = [new AuditFieldChange("addresses", before.Addresses.ToString(), addresses.ToString())],
        };
    }
}
