using ApiKeys.Verification.Checks;
using Microsoft.Extensions.Options;

namespace ApiKeys.Verification;

/// <summary>Decides whether a presented text is a good key.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class ApiKeyVerifier
{
    private readonly KeyFinder _keys;
    private readonly ApiKeysOptions _options;
    private readonly TimeProvider _time;
    private readonly VerificationReporter _reporter;

    internal ApiKeyVerifier(KeyFinder keys, IOptions<ApiKeysOptions> options, TimeProvider time, VerificationReporter reporter)
    {
        _keys = keys;
        _options = options.Value;
        _time = time;
        _reporter = reporter;
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
        var (failure, found) = await _keys.FindAsync(text, cancellationToken).ConfigureAwait(false);
        var verification = failure is { } wrong ? Refuse(wrong, found) : Conclude(found!, request);
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
        return failure is { } wrong ? Refuse(wrong, found) : Conclude(found!, request);
    }

    private static ApiKeyVerification Refuse(ApiKeyFailureReason reason, VerifiedApiKey? found) =>
        found is null ? ApiKeyVerification.Refused(reason) : ApiKeyVerification.Refused(ApiKeyFailure.Of(reason), found.Record);

    private ApiKeyVerification Conclude(VerifiedApiKey found, in ApiKeyRequestContext request) =>
        Check(found, request) is { } failure ? ApiKeyVerification.Refused(failure, found.Record) : ApiKeyVerification.Success(found);

    // Step 5: only who holds the secret can learn a key's state.
    private ApiKeyFailure? Check(VerifiedApiKey found, in ApiKeyRequestContext request)
    {
        var input = new CheckInput(
            found.Record,
            found.Secret,
            request.RemoteAddress,
            request.TenantId,
            _time.GetUtcNow(),
            _options.Environment,
            _options.EnvironmentMismatch);
        return StateCheck.Run(input)
            ?? SecretLifetimeCheck.Run(input)
            ?? EnvironmentCheck.Run(input.HostEnvironment, found.Environment, input.EnvironmentMismatch)
            ?? IpCheck.Run(input)
            ?? TenantCheck.Run(input);
    }
}
