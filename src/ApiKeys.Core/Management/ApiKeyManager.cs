using ApiKeys.Format;
using ApiKeys.Hashing;
using ApiKeys.Scopes;
using ApiKeys.Stores;
using Microsoft.Extensions.Options;

namespace ApiKeys.Management;

/// <summary>Changes keys. Each change is one unit of work with its entry in the audit trail: both are written, or neither.</summary>
/// <remarks>What a caller can get wrong is a result; a store that fails throws, and then nothing may be taken for done.</remarks>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class ApiKeyManager
{
    private readonly KeyChanger _changer;
    private readonly SecretMaker _secrets;
    private readonly RecordRules _rules;
    private readonly ApiKeyPolicyOptions _policy;
    private readonly TimeProvider _time;

    internal ApiKeyManager(
        ApiKeyFormat format,
        IOptions<ApiKeyFormatOptions> formatOptions,
        IOptions<ApiKeyPolicyOptions> policy,
        IOptions<ApiKeyScopeOptions> scopes,
        HasherRegistry hashers,
        IApiKeyStore store,
        TimeProvider time)
    {
        _policy = policy.Value;
        _time = time;
        _secrets = new SecretMaker(format, hashers);
        _rules = new RecordRules(formatOptions.Value, _policy, scopes.Value.Scopes);
        _changer = new KeyChanger(store, time);
    }

    /// <summary>Issues a key for the host itself. Its text is in the result and nowhere else.</summary>
    /// <param name="request">What the key is to be.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    public ValueTask<ApiKeyResult<IssuedApiKey>> IssueAsync(IssueApiKeyRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return IssueAsync(request, ApiKeyActor.Host with { Name = request.CreatedBy }, cancellationToken);
    }

    /// <summary>Issues a key. Its text is in the result and nowhere else.</summary>
    /// <param name="request">What the key is to be. An actor of one tenant issues for that tenant, whatever the request says.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    /// <returns>The key, or everything that is wrong with the request.</returns>
    public ValueTask<ApiKeyResult<IssuedApiKey>> IssueAsync(IssueApiKeyRequest request, ApiKeyActor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(actor);
        var now = _time.GetUtcNow();
        var isInTime = request.Expiry.TryResolve(now, _policy.DefaultLifetime, out var expiresAt);
        var draft = Draft(request, actor, now, expiresAt);
        var errors = _rules.Run(draft);
        if (!isInTime)
        {
            errors.Add(new ApiKeyError(ApiKeyErrorCode.Invalid, nameof(request.Expiry), "It is not in the future, or it lies beyond the calendar."));
        }

        return errors.Count > 0
            ? ValueTask.FromResult(ApiKeyResult<IssuedApiKey>.Failed(errors))
            : _changer.AddAsync(draft, record => _secrets.Make(record.Id, record.Environment, now), actor, _policy.MaxKeysPerTenant, cancellationToken);
    }

    /// <summary>Edits a key. Members that are not named stay.</summary>
    /// <param name="id">The key's own id.</param>
    /// <param name="edit">What is to be different.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    public ValueTask<ApiKeyResult<ApiKeyRecord>> EditAsync(string id, EditApiKeyRequest edit, ApiKeyActor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(edit);
        return _changer.ChangeAsync(id, ApiKeyActions.Update, actor, key => KeyTransitions.Edit(key, edit, _rules, _policy, _time.GetUtcNow()), cancellationToken);
    }

    /// <summary>Switches a key off. It keeps its history and can be switched on again.</summary>
    /// <param name="id">The key's own id.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    public ValueTask<ApiKeyResult<ApiKeyRecord>> DisableAsync(string id, ApiKeyActor actor, CancellationToken cancellationToken) =>
        _changer.ChangeAsync(id, ApiKeyActions.Disable, actor, key => KeyTransitions.Disable(key, _time.GetUtcNow()), cancellationToken);

    /// <summary>Switches a key on again.</summary>
    /// <param name="id">The key's own id.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    public ValueTask<ApiKeyResult<ApiKeyRecord>> EnableAsync(string id, ApiKeyActor actor, CancellationToken cancellationToken) =>
        _changer.ChangeAsync(id, ApiKeyActions.Enable, actor, KeyTransitions.Enable, cancellationToken);

    /// <summary>Withdraws a key for good. It outweighs every change that began before it ended; a second time changes nothing.</summary>
    /// <param name="id">The key's own id.</param>
    /// <param name="reason">Why, up to 500 characters; may be left out.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    public ValueTask<ApiKeyResult<ApiKeyRecord>> RevokeAsync(string id, string? reason, ApiKeyActor actor, CancellationToken cancellationToken) =>
        _changer.ChangeAsync(id, ApiKeyActions.Revoke, actor, key => KeyTransitions.Revoke(key, reason, actor.Name, _time.GetUtcNow()), cancellationToken);

    /// <summary>Gives a key a new secret; the old ones end at once (CONTRACT G-4).</summary>
    /// <param name="id">The key's own id.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    public ValueTask<ApiKeyResult<IssuedApiKey>> RegenerateAsync(string id, ApiKeyActor actor, CancellationToken cancellationToken) =>
        _changer.RenewAsync(id, ApiKeyActions.Regenerate, actor, MakeSecret, KeyTransitions.Regenerate, cancellationToken);

    /// <summary>Gives a key a new secret; the old one stays valid for a while, never longer than it would have been.</summary>
    /// <param name="id">The key's own id.</param>
    /// <param name="grace">How long both are valid; <see langword="null"/>: <see cref="ApiKeyPolicyOptions.RotationGrace"/>.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    public ValueTask<ApiKeyResult<IssuedApiKey>> RotateAsync(string id, TimeSpan? grace, ApiKeyActor actor, CancellationToken cancellationToken) =>
        _changer.RenewAsync(
            id,
            ApiKeyActions.Rotate,
            actor,
            MakeSecret,
            (key, fresh) => KeyTransitions.Rotate(key, fresh, grace ?? _policy.RotationGrace, _time.GetUtcNow()),
            cancellationToken);

    /// <summary>Removes a key. Only the audit trail remembers it; prefer to revoke.</summary>
    /// <param name="id">The key's own id.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    /// <returns>The key as it was.</returns>
    public ValueTask<ApiKeyResult<ApiKeyRecord>> DeleteAsync(string id, ApiKeyActor actor, CancellationToken cancellationToken) =>
        _changer.ChangeAsync(id, ApiKeyActions.Delete, actor, _ => Transition.Deletion, cancellationToken);

    private (ApiKeySecret Text, SecretVersion Stored) MakeSecret(ApiKeyRecord key) => _secrets.Make(key.Id, key.Environment, _time.GetUtcNow());

    private ApiKeyRecord Draft(IssueApiKeyRequest request, ApiKeyActor actor, DateTimeOffset now, DateTimeOffset? expiresAt) => new()
    {
        Id = Guid.CreateVersion7(now).ToString(),
        TenantId = actor.TenantId ?? request.TenantId,
        Name = request.Name,
        Environment = request.Environment,
        Scopes = request.Scopes,
        RateLimits = [.. request.RateLimits ?? [.. _policy.DefaultRateLimits]],
        AllowedIps = request.AllowedIps,
        CustomerIds = request.CustomerIds?.ToArray(),
        Metadata = request.Metadata.ToDictionary(StringComparer.Ordinal),
        Secrets = [],
        CreatedAt = now,
        CreatedBy = request.CreatedBy ?? actor.Name,
        NotBeforeAt = request.NotBeforeAt?.ToUniversalTime(),
        ExpiresAt = expiresAt,
    };
}
