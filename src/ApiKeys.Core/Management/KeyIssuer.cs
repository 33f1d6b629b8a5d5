using System.Collections.ObjectModel;
using ApiKeys.Signing;
using ApiKeys.Stores;

namespace ApiKeys.Management;

/// <summary>Makes new keys: works out what one is to be, holds it against rules and ceiling, and adds it.</summary>
internal sealed class KeyIssuer(RecordRules rules, KeyCeiling ceiling, SecretMaker secrets, KeyChanger changer, IApiKeyStore store, ApiKeyPolicyOptions policy, TimeProvider time)
{
    public ValueTask<ApiKeyResult<IssuedApiKey>> IssueAsync(IssueApiKeyRequest request, ExpiryRounding rounding, ApiKeyActor actor, CancellationToken cancellationToken)
    {
        var errors = Draft(request, rounding, actor, out var draft);
        return errors.Count > 0 ? ValueTask.FromResult(ApiKeyResult<IssuedApiKey>.Failed(errors)) : AddAsync(draft, request.SigningScheme, null, actor, cancellationToken);
    }

    public async ValueTask<ApiKeyResult<IssuedOnceApiKey>> IssueOnceAsync(IssueApiKeyRequest request, ApiKeyIdempotency idempotency, ApiKeyActor actor, CancellationToken cancellationToken)
    {
        var errors = Draft(request, policy.ExpiryRounding, actor, out var draft);
        if (idempotency.Complaint() is { } complaint)
        {
            errors.Add(new ApiKeyError(ApiKeyErrorCode.Invalid, "IdempotencyKey", complaint));
        }

        if (errors.Count > 0)
        {
            return ApiKeyResult<IssuedOnceApiKey>.Failed(errors);
        }

        var result = await AddAsync(draft, request.SigningScheme, idempotency, actor, cancellationToken).ConfigureAwait(false);
        if (result.Succeeded)
        {
            return ApiKeyResult<IssuedOnceApiKey>.Success(new IssuedOnceApiKey(result.Value.Record, result.Value.Secret) { SigningSecret = result.Value.SigningSecret });
        }

        var entry = idempotency.Entry(actor, draft.Id, draft.CreatedAt);
        return result.Errors[0].Code == ApiKeyErrorCode.Repeated
            ? await RepeatAsync(entry, actor, cancellationToken).ConfigureAwait(false)
            : ApiKeyResult<IssuedOnceApiKey>.Failed(result.Errors);
    }

    private ValueTask<ApiKeyResult<IssuedApiKey>> AddAsync(ApiKeyRecord draft, ApiKeySigningScheme? scheme, ApiKeyIdempotency? idempotency, ApiKeyActor actor, CancellationToken cancellationToken) =>
        changer.AddAsync(draft, record => secrets.Make(record, scheme, record.CreatedAt), idempotency, actor, policy.MaxKeysPerTenant, cancellationToken);

    private async ValueTask<ApiKeyResult<IssuedOnceApiKey>> RepeatAsync(IdempotencyEntry asked, ApiKeyActor actor, CancellationToken cancellationToken)
    {
        var first = await store.FindIdempotentAsync(asked.Key, cancellationToken).ConfigureAwait(false);
        if (first is not null && first.Fingerprint != asked.Fingerprint)
        {
            return Failed(ApiKeyErrorCode.IdempotencyMismatch, "The idempotency key was used before, for another request.");
        }

        var record = first is null ? null : await store.FindByIdAsync(first.KeyId, cancellationToken).ConfigureAwait(false);
        return record is not null && actor.Sees(record)
            ? ApiKeyResult<IssuedOnceApiKey>.Success(new IssuedOnceApiKey(record, null))
            : Failed(ApiKeyErrorCode.NotFound, "The key that this request made is deleted.");
    }

    private static ApiKeyResult<IssuedOnceApiKey> Failed(ApiKeyErrorCode code, string message) =>
        ApiKeyResult<IssuedOnceApiKey>.Failed([new ApiKeyError(code, null, message)]);

    private List<ApiKeyError> Draft(IssueApiKeyRequest request, ExpiryRounding rounding, ApiKeyActor actor, out ApiKeyRecord draft)
    {
        var now = time.GetUtcNow();
        var isInTime = request.Expiry.TryResolve(now, policy.DefaultLifetime, rounding, out var expiresAt);
        draft = Draft(request, actor, now, expiresAt);
        var errors = rules.Run(draft);
        if (!isInTime)
        {
            errors.Add(new ApiKeyError(ApiKeyErrorCode.Invalid, nameof(request.Expiry), "It is not in the future, or it lies beyond the calendar."));
        }

        if (!policy.Modes.Contains(draft.Mode) || (draft.Mode == ApiKeyMode.Bearer && request.SigningScheme is not null))
        {
            errors.Add(new ApiKeyError(ApiKeyErrorCode.Invalid, nameof(request.Mode), policy.Modes.Contains(draft.Mode) ? "A bearer key has no signing scheme." : "Keys of this mode are not issued here."));
        }

        // Where the actor is the creator, it was looked at as that.
        if (draft.CreatedBy != actor.Name && actor.Complaint() is { } complaint)
        {
            errors.Add(complaint);
        }

        errors.AddRange(ceiling.Run(actor.Ceiling, draft));
        return errors;
    }

    private ApiKeyRecord Draft(IssueApiKeyRequest request, ApiKeyActor actor, DateTimeOffset now, DateTimeOffset? expiresAt) => new()
    {
        Id = Guid.CreateVersion7(now).ToString(),
        TenantId = actor.IsOfOneTenant ? actor.TenantId : request.TenantId,
        Name = request.Name,
        Environment = request.Environment,
        Mode = request.Mode ?? policy.Modes[0],
        Scopes = request.Scopes,
        RateLimits = [.. request.RateLimits ?? [.. policy.DefaultRateLimits]],
        AllowedIps = request.AllowedIps,
        CustomerIds = request.CustomerIds?.ToArray(),
        Metadata = request.Metadata.Count == 0 ? ReadOnlyDictionary<string, string>.Empty : request.Metadata.ToDictionary(StringComparer.Ordinal),
        Secrets = [],
        CreatedAt = now,
        CreatedBy = request.CreatedBy ?? actor.Name,
        NotBeforeAt = request.NotBeforeAt?.ToUniversalTime(),
        ExpiresAt = expiresAt,
    };
}
