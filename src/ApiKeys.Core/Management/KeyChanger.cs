using ApiKeys.Stores;

namespace ApiKeys.Management;

/// <summary>Reads a key, works out its next state and writes it with its audit entry, as one unit of work.</summary>
internal sealed class KeyChanger(IApiKeyStore store, ChangeWriter writer, KeyCeiling ceiling, TimeProvider time)
{
    private const int MostNewIds = 3;
    private const int MostRetries = 100;

    /// <summary>Adds a key; an id that is taken is drawn anew.</summary>
    public async ValueTask<ApiKeyResult<IssuedApiKey>> AddAsync(
        ApiKeyRecord draft,
        Func<ApiKeyRecord, FreshSecret> makeSecret,
        ApiKeyIdempotency? idempotency,
        ApiKeyActor actor,
        int? cap,
        CancellationToken cancellationToken)
    {
        var outcome = ApiKeyChangeOutcome.Duplicate;
        for (var attempt = 0; attempt < MostNewIds && outcome == ApiKeyChangeOutcome.Duplicate; attempt++)
        {
            var fresh = makeSecret(draft);
            var record = draft with { Secrets = [fresh.Stored] };
            var audit = AuditText.Entry(ApiKeyActions.Create, null, record, actor, time.GetUtcNow());
            var change = ApiKeyChange.Add(record).WithAudit(audit).WithCap(cap).WithIdempotency(idempotency?.Entry(actor, record.Id, record.CreatedAt));
            outcome = await writer.ApplyAsync(change, cancellationToken).ConfigureAwait(false);
            if (outcome == ApiKeyChangeOutcome.Applied)
            {
                return ApiKeyResult<IssuedApiKey>.Success(fresh.Of(record));
            }

            draft = draft with { Id = Guid.CreateVersion7(draft.CreatedAt).ToString() };
        }

        return ApiKeyResult<IssuedApiKey>.Failed([ChangeErrors.Of(outcome)]);
    }

    /// <summary>Gives a key a new secret, next to or in the place of the old one.</summary>
    public async ValueTask<ApiKeyResult<IssuedApiKey>> RenewAsync(
        string id,
        string action,
        ApiKeyActor actor,
        Func<ApiKeyRecord, FreshSecret> makeSecret,
        Func<ApiKeyRecord, SecretVersion, Transition> transition,
        CancellationToken cancellationToken)
    {
        FreshSecret? fresh = null;
        var result = await ChangeAsync(id, action, actor, Renew, cancellationToken).ConfigureAwait(false);
        return result.Succeeded
            ? ApiKeyResult<IssuedApiKey>.Success(fresh!.Of(result.Value))
            : ApiKeyResult<IssuedApiKey>.Failed(result.Errors);

        Transition Renew(ApiKeyRecord key)
        {
            fresh = makeSecret(key);
            return transition(key, fresh.Stored);
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
        if (actor.Complaint() is { } complaint)
        {
            return ApiKeyResult<ApiKeyRecord>.Failed([complaint]);
        }

        for (var attempt = 0; ; attempt++)
        {
            var before = await store.FindByIdAsync(id, cancellationToken).ConfigureAwait(false);
            if (before is null || !actor.Sees(before))
            {
                return ApiKeyResult<ApiKeyRecord>.Failed([ChangeErrors.Of(ApiKeyChangeOutcome.NotFound)]);
            }

            var next = Bounded(before, transition(before), action, actor);
            if (next.Errors.Count > 0)
            {
                return ApiKeyResult<ApiKeyRecord>.Failed(next.Errors);
            }

            if (ReferenceEquals(next.After, before))
            {
                return ApiKeyResult<ApiKeyRecord>.Success(before);
            }

            var change = (next.After is null ? ApiKeyChange.Delete(before) : ApiKeyChange.Update(before, next.After))
                .WithAudit(AuditText.Entry(action, before, next.IsDeletion ? null : next.After, actor, time.GetUtcNow()));
            var outcome = await writer.ApplyAsync(change, cancellationToken).ConfigureAwait(false);
            if (outcome == ApiKeyChangeOutcome.Applied)
            {
                return ApiKeyResult<ApiKeyRecord>.Success(next.IsDeletion ? before : change.Record!);
            }

            if (!MayRetry(action, outcome, attempt))
            {
                return ApiKeyResult<ApiKeyRecord>.Failed([ChangeErrors.Of(outcome)]);
            }
        }
    }

    // What a key touches has to lie within itself before and after, or it would hand out what it does not hold. Taking away is no giving.
    private Transition Bounded(ApiKeyRecord before, Transition next, string action, ApiKeyActor actor)
    {
        if (next.Errors.Count > 0 || action is ApiKeyActions.Disable or ApiKeyActions.Revoke or ApiKeyActions.Delete)
        {
            return next;
        }

        var errors = ceiling.Run(actor.Ceiling, before);
        errors = errors.Count > 0 ? errors : ceiling.Run(actor.Ceiling, next.After!);
        return errors.Count > 0 ? Transition.Refused(errors) : next;
    }

    private static bool MayRetry(string action, ApiKeyChangeOutcome outcome, int attempt) => outcome switch
    {
        ApiKeyChangeOutcome.Conflict => action is ApiKeyActions.Revoke or ApiKeyActions.Delete && attempt < MostRetries,
        ApiKeyChangeOutcome.Duplicate => attempt < MostNewIds,
        _ => false,
    };
}
