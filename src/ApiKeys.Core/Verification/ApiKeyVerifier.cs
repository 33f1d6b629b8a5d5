using ApiKeys.Diagnostics;
using ApiKeys.Format;
using ApiKeys.Hashing;
using ApiKeys.Stores;
using Microsoft.Extensions.Logging;

namespace ApiKeys.Verification;

/// <summary>Decides whether a presented text is a good key.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class ApiKeyVerifier
{
    private readonly ApiKeyFormat _format;
    private readonly RecordLookup _lookup;
    private readonly SecretComparer _secrets;
    private readonly KeyChecks _checks;
    private readonly VerificationReporter _reporter;
    private readonly ILogger<ApiKeyVerifier> _logger;
    private readonly LogSlot _malformedHashes;

    internal ApiKeyVerifier(
        ApiKeyFormat format,
        IApiKeyStore store,
        SecretComparer secrets,
        KeyChecks checks,
        TimeProvider time,
        VerificationReporter reporter,
        ILogger<ApiKeyVerifier> logger)
    {
        _format = format;
        _lookup = new RecordLookup(store, time, logger);
        _secrets = secrets;
        _checks = checks;
        _reporter = reporter;
        _logger = logger;
        _malformedHashes = new LogSlot(time);
    }

    /// <summary>Verifies a key that was presented whole. A store that fails is an answer of its own, neither a pass nor an unknown key.</summary>
    /// <param name="text">The presented text.</param>
    /// <param name="request">What the request brings beside it.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async ValueTask<ApiKeyVerification> VerifyAsync(string text, ApiKeyRequestContext request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        using var watch = _reporter.Start();
        var verification = await DecideAsync(text, request, cancellationToken).ConfigureAwait(false);
        watch.Report(verification);
        return verification;
    }

    /// <summary>
    /// Looks again at a key whose request still runs: whether the record as it is now lets the same secret in, at this instant.
    /// It asks the store by way of the cache; it hashes nothing and counts neither quota nor use.
    /// </summary>
    /// <param name="key">The key as it was verified when the request began.</param>
    /// <param name="request">What the request brought beside it.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async ValueTask<ApiKeyVerification> RecheckAsync(VerifiedApiKey key, ApiKeyRequestContext request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        var (hasAnswer, found) = await _lookup.FindAsync(key.Secret.LookupId, cancellationToken).ConfigureAwait(false);
        var failure = hasAnswer ? SecretComparer.CompareAgain(key, found) : ApiKeyFailureReason.StoreUnavailable;
        return failure is { } wrong ? Refuse(wrong, found) : await ConcludeAsync(found!, request, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<ApiKeyVerification> DecideAsync(string text, ApiKeyRequestContext request, CancellationToken cancellationToken)
    {
        if (Parse(text, out var lookupId) is { } malformed)
        {
            return ApiKeyVerification.Refused(malformed);
        }

        var (hasAnswer, found) = await _lookup.FindAsync(lookupId, cancellationToken).ConfigureAwait(false);
        if (!hasAnswer)
        {
            return ApiKeyVerification.Refused(ApiKeyFailureReason.StoreUnavailable);
        }

        var verdict = await _secrets.CompareAsync(text, found, cancellationToken).ConfigureAwait(false);
        return Judge(verdict, found) is { } wrong ? Refuse(wrong, found) : await ConcludeAsync(found!, request, cancellationToken).ConfigureAwait(false);
    }

    private static ApiKeyVerification Refuse(ApiKeyFailureReason reason, VerifiedApiKey? found) =>
        found is null ? ApiKeyVerification.Refused(reason) : ApiKeyVerification.Refused(ApiKeyFailure.Of(reason), found, isProved: false);

    private async ValueTask<ApiKeyVerification> ConcludeAsync(VerifiedApiKey found, ApiKeyRequestContext request, CancellationToken cancellationToken) =>
        await _checks.RunAsync(found, request, cancellationToken).ConfigureAwait(false) is { } failure
            ? ApiKeyVerification.Refused(failure, found, isProved: true)
            : ApiKeyVerification.Success(found);

    // Steps 1 and 2: shape and checksum, before any store is asked.
    private ApiKeyFailureReason? Parse(string text, out string lookupId)
    {
        var failure = _format.TryParse(text, out var parsed);
        lookupId = failure is null ? _format.GetLookupId(parsed) : "";
        return failure;
    }

    // Step 4, after the comparison.
    private ApiKeyFailureReason? Judge(HashVerdict? verdict, VerifiedApiKey? found)
    {
        if (verdict is null)
        {
            return ApiKeyFailureReason.HashingOverloaded;
        }

        if (found is null)
        {
            return ApiKeyFailureReason.UnknownKey;
        }

        if (verdict is HashVerdict.Malformed && _malformedHashes.TryTake(out var suppressed))
        {
            Log.StoredHashMalformed(_logger, found.Id, suppressed);
        }

        if (verdict is not (HashVerdict.Match or HashVerdict.MatchNeedsRehash))
        {
            return ApiKeyFailureReason.WrongSecret;
        }

        return found.Record.Mode == ApiKeyMode.Bearer ? null : ApiKeyFailureReason.WrongMode;
    }
}
