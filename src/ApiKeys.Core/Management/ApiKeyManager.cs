using System.Text;
using ApiKeys.Format;
using ApiKeys.Hashing;
using ApiKeys.Scopes;
using ApiKeys.Stores;
using Microsoft.Extensions.Options;

namespace ApiKeys.Management;

/// <summary>Changes keys.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class ApiKeyManager
{
    private const int MostAttempts = 3;
    private readonly ApiKeyFormat _format;
    private readonly ApiKeyFormatOptions _formatOptions;
    private readonly ApiKeyPolicyOptions _policy;
    private readonly ApiKeyScopeOptions _scopes;
    private readonly HasherRegistry _hashers;
    private readonly IApiKeyStore _store;
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
        _format = format;
        _formatOptions = formatOptions.Value;
        _policy = policy.Value;
        _scopes = scopes.Value;
        _hashers = hashers;
        _store = store;
        _time = time;
    }

    /// <summary>Issues a key. Its text is in the result and nowhere else.</summary>
    /// <param name="request">What the key is to be.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    /// <returns>The key, or everything that is wrong with the request. A store that fails throws what it throws.</returns>
    public async ValueTask<ApiKeyResult<IssuedApiKey>> IssueAsync(IssueApiKeyRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var errors = IssueRequestCheck.Run(request, _formatOptions, _policy, _scopes.Scopes);
        var now = _time.GetUtcNow();
        if (!request.Expiry.TryResolve(now, _policy.DefaultLifetime, out var expiresAt))
        {
            errors.Add(new ApiKeyError(ApiKeyErrorCode.Invalid, nameof(request.Expiry), "It is not in the future, or it lies beyond the calendar."));
        }

        return errors.Count > 0
            ? ApiKeyResult<IssuedApiKey>.Failed(errors)
            : await AddAsync(request, now, expiresAt, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<ApiKeyResult<IssuedApiKey>> AddAsync(
        IssueApiKeyRequest request,
        DateTimeOffset now,
        DateTimeOffset? expiresAt,
        CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var issued = Make(request, now, expiresAt);
            var outcome = await _store.ApplyAsync(ApiKeyChange.Add(issued.Record), cancellationToken).ConfigureAwait(false);
            if (outcome == ApiKeyChangeOutcome.Applied)
            {
                return ApiKeyResult<IssuedApiKey>.Success(issued);
            }

            if (outcome == ApiKeyChangeOutcome.ReadOnly)
            {
                return Failed(ApiKeyErrorCode.ReadOnly, "The host's keys come from its configuration; add a store to issue others.");
            }
        }

        return Failed(ApiKeyErrorCode.NoFreeId, "No free id was found; try again.");
    }

    private IssuedApiKey Make(IssueApiKeyRequest request, DateTimeOffset now, DateTimeOffset? expiresAt)
    {
        var id = Guid.CreateVersion7(now).ToString();
        var key = _format.Generate(request.Environment);
        var secret = new SecretVersion { LookupId = key.LookupId, Hash = Hash(key.Text, id), Hint = key.Hint, CreatedAt = now };
        var record = new ApiKeyRecord
        {
            Id = id,
            TenantId = request.TenantId,
            Name = request.Name,
            Environment = request.Environment,
            Scopes = request.Scopes,
            RateLimits = request.RateLimits ?? [.. _policy.DefaultRateLimits],
            AllowedIps = request.AllowedIps,
            CustomerIds = request.CustomerIds,
            Metadata = request.Metadata,
            Secrets = [secret],
            CreatedAt = now,
            CreatedBy = request.CreatedBy,
            NotBeforeAt = request.NotBeforeAt?.ToUniversalTime(),
            ExpiresAt = expiresAt,
        };
        return new IssuedApiKey(record, new ApiKeySecret(key.Text));
    }

    private string Hash(string text, string keyId)
    {
        Span<byte> bytes = stackalloc byte[KeyTemplate.MaxKeyLength];
        bytes = bytes[..Encoding.ASCII.GetBytes(text, bytes)];
        var hash = _hashers.Hash(bytes, keyId);
        bytes.Clear();
        return hash;
    }

    private static ApiKeyResult<IssuedApiKey> Failed(ApiKeyErrorCode code, string message) =>
        ApiKeyResult<IssuedApiKey>.Failed([new ApiKeyError(code, null, message)]);
}
