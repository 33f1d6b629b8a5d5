using ApiKeys.Stores;

namespace ApiKeys.Management;

/// <summary>Changes keys. Each change is one unit of work with its entry in the audit trail: both are written, or neither.</summary>
/// <remarks>
/// What a caller can get wrong is a result. A store that fails throws <see cref="ApiKeyStoreUnavailableException"/>: the change is then to be taken for not done.
/// What it was to take away is refused on this node all the same, for as long as entries are believed.
/// </remarks>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class ApiKeyManager
{
    private readonly KeyIssuer _issuer;
    private readonly KeyChanger _changer;
    private readonly SecretMaker _secrets;
    private readonly RecordRules _rules;
    private readonly ApiKeyPolicyOptions _policy;
    private readonly string? _environment;
    private readonly TimeProvider _time;

    internal ApiKeyManager(KeyIssuer issuer, KeyChanger changer, SecretMaker secrets, RecordRules rules, ApiKeyPolicyOptions policy, string? environment, TimeProvider time)
    {
        _issuer = issuer;
        _changer = changer;
        _secrets = secrets;
        _rules = rules;
        _policy = policy;
        _environment = environment;
        _time = time;
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
        return _issuer.IssueAsync(request, _policy.ExpiryRounding, actor, cancellationToken);
    }

    /// <summary>Issues a key once, however often the request is repeated (ATTACKS AC-159).</summary>
    /// <param name="request">What the key is to be.</param>
    /// <param name="idempotency">What makes the request the same one.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    public ValueTask<ApiKeyResult<IssuedOnceApiKey>> IssueOnceAsync(IssueApiKeyRequest request, ApiKeyIdempotency idempotency, ApiKeyActor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(idempotency);
        ArgumentNullException.ThrowIfNull(actor);
        return _issuer.IssueOnceAsync(request, idempotency, actor, cancellationToken);
    }

    /// <summary>Issues a short-lived key to try things with, as <see cref="ApiKeyPolicyOptions.Temporary"/> says (CONTRACT N-7). It ends by itself and can be revoked earlier.</summary>
    /// <param name="tenantId">The tenant, for an actor who is of none.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    public ValueTask<ApiKeyResult<IssuedApiKey>> IssueTemporaryAsync(string? tenantId, ApiKeyActor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var kind = _policy.Temporary;
        var request = new IssueApiKeyRequest { Name = kind.Name, TenantId = tenantId, Environment = kind.Environment ?? _environment, Scopes = kind.Scopes, Expiry = ApiKeyExpiry.After(kind.Lifetime) };
        return _issuer.IssueAsync(request, ExpiryRounding.Exact, actor, cancellationToken);
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
        _changer.RenewAsync(id, ApiKeyActions.Regenerate, actor, MakeSecret, (key, fresh) => KeyTransitions.Regenerate(key, fresh, _policy), cancellationToken);

    /// <summary>Gives a key a new secret; the old one stays valid for a while, never longer than it would have been.</summary>
    /// <param name="id">The key's own id.</param>
    /// <param name="grace">How long both are valid; <see langword="null"/>: <see cref="ApiKeyPolicyOptions.RotationGrace"/>.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    public ValueTask<ApiKeyResult<IssuedApiKey>> RotateAsync(string id, TimeSpan? grace, ApiKeyActor actor, CancellationToken cancellationToken) =>
        _changer.RenewAsync(id, ApiKeyActions.Rotate, actor, MakeSecret, (key, fresh) => KeyTransitions.Rotate(key, fresh, grace, _policy, _time.GetUtcNow()), cancellationToken);

    /// <summary>Deletes a key, as <see cref="ApiKeyPolicyOptions.Deletion"/> says. Nobody finds it any more, and the audit trail remembers it; prefer to revoke.</summary>
    /// <param name="id">The key's own id.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    /// <returns>The key as it was.</returns>
    public ValueTask<ApiKeyResult<ApiKeyRecord>> DeleteAsync(string id, ApiKeyActor actor, CancellationToken cancellationToken) =>
        _changer.ChangeAsync(id, ApiKeyActions.Delete, actor, key => KeyTransitions.Delete(key, _policy.Deletion, _time.GetUtcNow()), cancellationToken);

    private FreshSecret MakeSecret(ApiKeyRecord key) => _secrets.Renew(key, _time.GetUtcNow());
}
