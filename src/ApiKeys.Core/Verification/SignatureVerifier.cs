using ApiKeys.Format;
using ApiKeys.Signing;
using ApiKeys.Stores;
using Microsoft.Extensions.Options;

namespace ApiKeys.Verification;

/// <summary>
/// Steps 1 to 5 for a signed request: everything that can be known without the body comes before it, so that an unknown key or an old signature costs neither
/// bandwidth nor hashing. Who has not signed hears nothing of a key's state; that the body is asked for at all tells that a key with this public part is active.
/// </summary>
internal sealed class SignatureVerifier(
    ApiKeyFormat format,
    RecordLookup lookup,
    SignatureComparer signatures,
    KeyChecks checks,
    IReplayStore replays,
    IOptions<ApiKeySigningOptions> options,
    TimeProvider time)
{
    private readonly ApiKeySigningOptions _options = options.Value;

    public async ValueTask<ApiKeyVerification> VerifyAsync(SignedRequest signed, ISignedBody body, ApiKeyRequestContext request, CancellationToken cancellationToken)
    {
        var (refusal, found) = await FindAsync(signed, cancellationToken).ConfigureAwait(false);
        if (found is null)
        {
            return ApiKeyVerification.Refused(refusal ?? ApiKeyFailureReason.UnknownKey);
        }

        // A refusal that only the key's holder may hear of waits for the signature; every other one spares the body.
        var failure = refusal is { } wrong ? ApiKeyFailure.Of(wrong) : await checks.RunAsync(found, request, cancellationToken).ConfigureAwait(false);
        if (failure is not (null or { Kind: ApiKeyFailureKind.Forbidden }))
        {
            return ApiKeyVerification.Refused(failure, found, isProved: false);
        }

        if (await signatures.CompareAsync(signed, body, found, cancellationToken).ConfigureAwait(false) is { } mismatch)
        {
            return ApiKeyVerification.Refused(ApiKeyFailure.Of(mismatch), found, isProved: false);
        }

        if (body.CanExist)
        {
            (failure, found) = await LookAgainAsync(found, request, cancellationToken).ConfigureAwait(false);
        }

        failure ??= await RememberAsync(signed, found.Id, cancellationToken).ConfigureAwait(false);
        return failure is null ? ApiKeyVerification.Success(found) : ApiKeyVerification.Refused(failure, found, isProved: true);
    }

    private async ValueTask<(ApiKeyFailureReason? Failure, VerifiedApiKey? Found)> FindAsync(SignedRequest signed, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var age = now - signed.Timestamp;
        if (age > (long)_options.Lifetime.TotalSeconds || -age > (long)_options.ClockSkew.TotalSeconds || now > signed.ExpiresAt)
        {
            return (ApiKeyFailureReason.StaleSignature, null);
        }

        if (Parse(signed.ApiKey, out var lookupId) is { } malformed)
        {
            return (malformed, null);
        }

        var (hasAnswer, found) = await lookup.FindAsync(lookupId, cancellationToken).ConfigureAwait(false);
        if (!hasAnswer || found is null)
        {
            return (hasAnswer ? ApiKeyFailureReason.UnknownKey : ApiKeyFailureReason.StoreUnavailable, null);
        }

        return (found.Record.Mode == ApiKeyMode.Signed ? null : ApiKeyFailureReason.WrongMode, found);
    }

    private ApiKeyFailureReason? Parse(string text, out string lookupId)
    {
        var failure = format.TryParse(text, out var parsed);
        lookupId = failure is null ? format.GetLookupId(parsed) : "";
        return failure;
    }

    // The body may have taken its time: a key that was revoked meanwhile opens nothing.
    private async ValueTask<(ApiKeyFailure? Failure, VerifiedApiKey Found)> LookAgainAsync(VerifiedApiKey found, ApiKeyRequestContext request, CancellationToken cancellationToken)
    {
        var (hasAnswer, now) = await lookup.FindAsync(found.Secret.LookupId, cancellationToken).ConfigureAwait(false);
        if (!hasAnswer)
        {
            return (ApiKeyFailure.Of(ApiKeyFailureReason.StoreUnavailable), found);
        }

        return SecretComparer.CompareAgain(found, now) is { } gone
            ? (ApiKeyFailure.Of(gone), found)
            : (await checks.RunAsync(now!, request, cancellationToken).ConfigureAwait(false), now!);
    }

    private async ValueTask<ApiKeyFailure?> RememberAsync(SignedRequest signed, string keyId, CancellationToken cancellationToken)
    {
        if (!_options.RefuseReplays)
        {
            return null;
        }

        var (hasAnswer, isFirst) = await lookup.AskAsync(replays.TryAddAsync(keyId, signed.Signature, _options.RememberFor, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (!hasAnswer)
        {
            return ApiKeyFailure.Of(ApiKeyFailureReason.StoreUnavailable);
        }

        return isFirst ? null : ApiKeyFailure.Of(ApiKeyFailureReason.ReplayedSignature);
    }
}
