using ApiKeys.Diagnostics;
using ApiKeys.Signing;

namespace ApiKeys.Verification;

/// <summary>Decides whether a presented text is a good key.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class ApiKeyVerifier
{
    private readonly KeyFinder _keys;
    private readonly SignatureVerifier _signatures;
    private readonly KeyChecks _checks;
    private readonly VerificationReporter _reporter;

    internal ApiKeyVerifier(KeyFinder keys, SignatureVerifier signatures, KeyChecks checks, VerificationReporter reporter)
    {
        _keys = keys;
        _signatures = signatures;
        _checks = checks;
        _reporter = reporter;
    }

    /// <summary>Verifies a key that was presented whole. A store that fails is an answer of its own, neither a pass nor an unknown key.</summary>
    /// <param name="text">The presented text.</param>
    /// <param name="request">What the request brings beside it.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public ValueTask<ApiKeyVerification> VerifyAsync(string text, ApiKeyRequestContext request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryVerify(text, request, out var verification) ? ValueTask.FromResult(verification) : FindAndVerifyAsync(text, request, cancellationToken);
    }

    /// <summary>
    /// Verifies a key that was presented whole, where that needs no waiting: the text is malformed, or the key is remembered and its hash is fast or was computed before.
    /// It allocates nothing. Where nothing could be decided, ask <see cref="VerifyAsync"/>.
    /// </summary>
    /// <param name="text">The presented text, which may be a part of a header.</param>
    /// <param name="request">What the request brings beside it.</param>
    /// <param name="verification">The answer, where there is one.</param>
    /// <returns>Whether there is an answer.</returns>
    public bool TryVerify(ReadOnlySpan<char> text, in ApiKeyRequestContext request, out ApiKeyVerification verification)
    {
        verification = default;

        // A trace has to begin before it is known whether anybody waits.
        if (ApiKeysActivity.HasListeners)
        {
            return false;
        }

        var started = _reporter.Timestamp;
        if (!_keys.TryFind(text, out var failure, out var found))
        {
            return false;
        }

        if (failure is { } wrong)
        {
            verification = Refuse(wrong, found);
        }
        else if (_checks.TryRun(found!, request, out var unfit))
        {
            verification = Conclude(unfit, found!);
        }
        else
        {
            return false;
        }

        _reporter.Report(verification, started);
        return true;
    }

    private async ValueTask<ApiKeyVerification> FindAndVerifyAsync(string text, ApiKeyRequestContext request, CancellationToken cancellationToken)
    {
        using var watch = _reporter.Start();
        var (failure, found) = await _keys.FindAsync(text, cancellationToken).ConfigureAwait(false);
        var verification = failure is { } wrong ? Refuse(wrong, found) : await ConcludeAsync(found!, request, cancellationToken).ConfigureAwait(false);
        watch.Report(verification);
        return verification;
    }

    /// <summary>
    /// Verifies a request that carries a signature in the place of a key. Its body is read when everything else about it is good, and a signature is accepted once.
    /// </summary>
    /// <param name="signedRequest">The request, as far as it is known before its body is read.</param>
    /// <param name="body">Its body.</param>
    /// <param name="request">What the request brings beside them.</param>
    /// <param name="cancellationToken">Ends the wait for store and body.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async ValueTask<ApiKeyVerification> VerifySignedAsync(SignedRequest signedRequest, ISignedBody body, ApiKeyRequestContext request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(signedRequest);
        ArgumentNullException.ThrowIfNull(body);
        using var watch = _reporter.Start();
        var verification = await _signatures.VerifyAsync(signedRequest, body, request, cancellationToken).ConfigureAwait(false);
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
        var (hasAnswer, found) = await _keys.FindAgainAsync(key, cancellationToken).ConfigureAwait(false);
        var failure = hasAnswer ? SecretComparer.CompareAgain(key, found) : ApiKeyFailureReason.StoreUnavailable;
        return failure is { } wrong ? Refuse(wrong, found) : await ConcludeAsync(found!, request, cancellationToken).ConfigureAwait(false);
    }

    private static ApiKeyVerification Refuse(ApiKeyFailureReason reason, VerifiedApiKey? found) =>
        found is null ? ApiKeyVerification.Refused(reason) : ApiKeyVerification.Refused(ApiKeyFailure.Of(reason), found, isProved: false);

    private async ValueTask<ApiKeyVerification> ConcludeAsync(VerifiedApiKey found, ApiKeyRequestContext request, CancellationToken cancellationToken) =>
        Conclude(await _checks.RunAsync(found, request, cancellationToken).ConfigureAwait(false), found);

    private static ApiKeyVerification Conclude(ApiKeyFailure? failure, VerifiedApiKey found) =>
        failure is null ? ApiKeyVerification.Success(found) : ApiKeyVerification.Refused(failure, found, isProved: true);
}
