using ApiKeys.Stores;

namespace ApiKeys.Management;

/// <summary>Reads a key, works out its next state and writes it with its audit entry, as one unit of work.</summary>
internal sealed class KeyChanger(IApiKeyStore store, TimeProvider time)
{
    private const int MostNewIds = 3;
    private const int MostRetries = 100;

    /// <summary>Adds a key; an id that is taken is drawn anew.</summary>
    public async ValueTask<ApiKeyResult<IssuedApiKey>> AddAsync(
        ApiKeyRecord draft,
        Func<ApiKeyRecord, (ApiKeySecret Text, SecretVersion Stored)> makeSecret,
        ApiKeyActor actor,
        int? cap,
        CancellationToken cancellationToken)
    {
        var outcome = ApiKeyChangeOutcome.Duplicate;
        for (var attempt = 0; attempt < MostNewIds && outcome == ApiKeyChangeOutcome.Duplicate; attempt++)
        {
            var (text, stored) = makeSecret(draft);
            var record = draft with { Secrets = [stored] };
            var audit = AuditText.Entry(ApiKeyActions.Create, null, record, actor, time.GetUtcNow());
            outcome = await store.ApplyAsync(ApiKeyChange.Add(record).WithAudit(audit).WithCap(cap), cancellationToken).ConfigureAwait(false);
            if (outcome == ApiKeyChangeOutcome.Applied)
            {
                return ApiKeyResult<IssuedApiKey>.Success(new IssuedApiKey(record, text));
            }

            draft = draft with { Id = Guid.CreateVersion7(draft.CreatedAt).ToString() };
        }

        return ApiKeyResult<IssuedApiKey>.Failed([ErrorOf(outcome)]);
    }

    /// <summary>Gives a key a new secret, next to or in the place of the old one.</summary>
    public async ValueTask<ApiKeyResult<IssuedApiKey>> RenewAsync(
        string id,
        string action,
        ApiKeyActor actor,
        Func<ApiKeyRecord, (ApiKeySecret Text, SecretVersion Stored)> makeSecret,
        Func<ApiKeyRecord, SecretVersion, Transition> transition,
        CancellationToken cancellationToken)
    {
        ApiKeySecret? text = null;
        var result = await ChangeAsync(id, action, actor, Renew, cancellationToken).ConfigureAwait(false);
        return result.Succeeded
            ? ApiKeyResult<IssuedApiKey>.Success(new IssuedApiKey(result.Value, text!))
            : ApiKeyResult<IssuedApiKey>.Failed(result.Errors);

        Transition Renew(ApiKeyRecord key)
        {
            (text, var stored) = makeSecret(key);
            return transition(key, stored);
        }
    }

    /// <summary>Changes a key. Revoking and deleting try again where somebody else was faster: they outweigh whatever that was.</summary>
    public async ValueTask<ApiKeyResult<ApiKeyRecord>> ChangeAsync(
        string id,
        string action,
        ApiKeyActor actor,
        Func<ApiKeyRecord, Transition> transition,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(actor);
        for (var attempt = 0; ; attempt++)
        {
            var before = await store.FindByIdAsync(id, cancellationToken).ConfigureAwait(false);
            if (before is null || !actor.Sees(before))
            {
                return ApiKeyResult<ApiKeyRecord>.Failed([ErrorOf(ApiKeyChangeOutcome.NotFound)]);
            }

            var next = transition(before);
            if (next.Errors.Count > 0)
            {
                return ApiKeyResult<ApiKeyRecord>.Failed(next.Errors);
            }

            if (ReferenceEquals(next.After, before))
            {
                return ApiKeyResult<ApiKeyRecord>.Success(before);
            }

            var change = (next.IsDeletion ? ApiKeyChange.Delete(before) : ApiKeyChange.Update(before, next.After!))
                .WithAudit(AuditText.Entry(action, before, next.After, actor, time.GetUtcNow()));
            var outcome = await store.ApplyAsync(change, cancellationToken).ConfigureAwait(false);
            if (outcome == ApiKeyChangeOutcome.Applied)
            {
                return ApiKeyResult<ApiKeyRecord>.Success(change.Record ?? before);
            }

            if (!MayRetry(action, outcome, attempt))
            {
                return ApiKeyResult<ApiKeyRecord>.Failed([ErrorOf(outcome)]);
            }
        }
    }

    private static bool MayRetry(string action, ApiKeyChangeOutcome outcome, int attempt) => outcome switch
    {
        ApiKeyChangeOutcome.Conflict => action is ApiKeyActions.Revoke or ApiKeyActions.Delete && attempt < MostRetries,
        ApiKeyChangeOutcome.Duplicate => attempt < MostNewIds,
        _ => false,
    };

    private static ApiKeyError ErrorOf(ApiKeyChangeOutcome outcome) => outcome switch
    {
        ApiKeyChangeOutcome.ReadOnly => new(ApiKeyErrorCode.ReadOnly, null, "The key comes from the host's configuration, or the host has no store for others; change the configuration or add a store."),
        ApiKeyChangeOutcome.NotFound => new(ApiKeyErrorCode.NotFound, null, "There is no such key."),
        ApiKeyChangeOutcome.Conflict => new(ApiKeyErrorCode.Conflict, null, "Somebody else has changed the key in between."),
        ApiKeyChangeOutcome.CapReached => new(ApiKeyErrorCode.CapReached, null, "The tenant has as many keys as it may have."),
        _ => new(ApiKeyErrorCode.NoFreeId, null, "No free id was found; try again."),
    };
}
