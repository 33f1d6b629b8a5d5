using System.Text;
using ApiKeys.Diagnostics;
using ApiKeys.Format;
using ApiKeys.Hashing;
using ApiKeys.Stores;
using ApiKeys.Verification.Checks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApiKeys.Verification;

/// <summary>Decides whether a presented text is a good key.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class ApiKeyVerifier
{
    private readonly ApiKeyFormat _format;
    private readonly IApiKeyStore _store;
    private readonly HasherRegistry _hashers;
    private readonly ApiKeysOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<ApiKeyVerifier> _logger;

    internal ApiKeyVerifier(
        ApiKeyFormat format,
        IApiKeyStore store,
        HasherRegistry hashers,
        IOptions<ApiKeysOptions> options,
        TimeProvider time,
        ILogger<ApiKeyVerifier> logger)
    {
        _format = format;
        _store = store;
        _hashers = hashers;
        _options = options.Value;
        _time = time;
        _logger = logger;
    }

    /// <summary>Verifies a key that was presented whole. A store that fails is an answer of its own, neither a pass nor an unknown key.</summary>
    /// <param name="text">The presented text.</param>
    /// <param name="request">What the request brings beside it.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async ValueTask<ApiKeyVerification> VerifyAsync(string text, ApiKeyRequestContext request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Parse(text, out var lookupId) is { } malformed)
        {
            return Refuse(malformed);
        }

        var (hasAnswer, found) = await FindAsync(lookupId, cancellationToken).ConfigureAwait(false);
        if (!hasAnswer)
        {
            return Refuse(ApiKeyFailureReason.StoreUnavailable);
        }

        if (Compare(text, found) is { } wrong)
        {
            return Refuse(ApiKeyFailure.Of(wrong), found?.Record);
        }

        return Check(found!, request) is { } failure ? Refuse(failure, found!.Record) : ApiKeyVerification.Success(found!);
    }

    // Steps 1 and 2: shape and checksum, before any store is asked.
    private ApiKeyFailureReason? Parse(string text, out string lookupId)
    {
        var failure = _format.TryParse(text, out var parsed);
        lookupId = failure is null ? _format.GetLookupId(parsed) : "";
        return failure;
    }

    // Step 3.
    private async ValueTask<(bool HasAnswer, VerifiedApiKey? Found)> FindAsync(string lookupId, CancellationToken cancellationToken)
    {
        try
        {
            var record = await _store.FindByLookupIdAsync(lookupId, cancellationToken).ConfigureAwait(false);
            return (true, record is null ? null : Candidate(record, lookupId));
        }
        catch (Exception exception)
        {
            // Drivers answer a cancellation with exceptions of their own; the caller is to see its own.
            cancellationToken.ThrowIfCancellationRequested();
            Log.StoreFailed(_logger, exception);
            return (false, null);
        }
    }

    // A database may find by a looser comparison than ours: collations lie.
    private static VerifiedApiKey? Candidate(ApiKeyRecord record, string lookupId)
    {
        foreach (var secret in record.Secrets)
        {
            if (string.Equals(secret.LookupId, lookupId, StringComparison.Ordinal))
            {
                return new VerifiedApiKey(record, secret);
            }
        }

        return null;
    }

    // Step 4. An unknown id costs as much as a wrong secret.
    private ApiKeyFailureReason? Compare(string text, VerifiedApiKey? found)
    {
        Span<byte> bytes = stackalloc byte[KeyTemplate.MaxKeyLength];
        bytes = bytes[..Encoding.ASCII.GetBytes(text, bytes)];
        try
        {
            if (found is null)
            {
                _hashers.VerifyNothing(bytes);
                return ApiKeyFailureReason.UnknownKey;
            }

            return Judge(_hashers.Verify(bytes, found.Id, found.Secret.Hash), found.Record);
        }
        finally
        {
            bytes.Clear();
        }
    }

    private ApiKeyFailureReason? Judge(HashVerdict verdict, ApiKeyRecord record)
    {
        if (verdict is HashVerdict.Malformed)
        {
            Log.StoredHashMalformed(_logger, record.Id);
        }

        if (verdict is not (HashVerdict.Match or HashVerdict.MatchNeedsRehash))
        {
            return ApiKeyFailureReason.WrongSecret;
        }

        return record.Mode == ApiKeyMode.Bearer ? null : ApiKeyFailureReason.WrongMode;
    }

    // Step 5: only who holds the secret can learn a key's state.
    private ApiKeyFailure? Check(VerifiedApiKey found, in ApiKeyRequestContext request)
    {
        var input = new CheckInput(
            found.Record,
            found.Secret,
            request.RemoteAddress,
            request.TenantId,
            request.CustomerId,
            _time.GetUtcNow(),
            _options.Environment,
            _options.EnvironmentMismatch);
        return StateCheck.Run(input)
            ?? SecretLifetimeCheck.Run(input)
            ?? EnvironmentCheck.Run(input)
            ?? IpCheck.Run(input)
            ?? TenantCheck.Run(input)
            ?? CustomerCheck.Run(input);
    }

    private ApiKeyVerification Refuse(ApiKeyFailureReason reason)
    {
        Log.Refused(_logger, reason, null);
        return ApiKeyVerification.Refused(reason);
    }

    private ApiKeyVerification Refuse(ApiKeyFailure failure, ApiKeyRecord? record)
    {
        Log.Refused(_logger, failure.Reason, record?.Id);
        return record is null ? ApiKeyVerification.Refused(failure.Reason) : ApiKeyVerification.Refused(failure, record);
    }
}
