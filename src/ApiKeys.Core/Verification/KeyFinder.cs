using ApiKeys.Caching;
using ApiKeys.Format;
using ApiKeys.Stores;
using Microsoft.Extensions.Logging;

namespace ApiKeys.Verification;

/// <summary>Steps 1 to 4: from a presented text to the key whose secret it is.</summary>
internal sealed class KeyFinder
{
    private readonly ApiKeyFormat _format;
    private readonly IApiKeyStore _store;
    private readonly CachedApiKeyStore? _cache;
    private readonly SecretComparer _secrets;
    private readonly RecordLookup _lookup;
    private readonly SecretJudge _judge;
    private readonly ImportedKeyFinder? _imported;

    public KeyFinder(ApiKeyFormat format, IApiKeyStore store, SecretComparer secrets, ImportCandidates? imported, TimeProvider time, ILogger logger)
    {
        _format = format;
        _store = store;
        _cache = store as CachedApiKeyStore;
        _secrets = secrets;
        _lookup = new RecordLookup(store, time, logger);
        _judge = new SecretJudge(time, logger);
        _imported = imported is null ? null : new ImportedKeyFinder(imported, _lookup, secrets, _judge);
    }

    /// <summary>The key, or why there is none; with the key where its secret was wrong.</summary>
    public ValueTask<(ApiKeyFailureReason? Failure, VerifiedApiKey? Found)> FindAsync(string text, CancellationToken cancellationToken)
    {
        return _format.TryParse(text, out var parsed) is { } malformed
            ? ValueTask.FromResult<(ApiKeyFailureReason?, VerifiedApiKey?)>((malformed, null))
            : FindAsync(text, _format.GetLookupId(parsed), cancellationToken);
    }

    /// <summary>The same where nobody has to be waited for: what nearly every request meets is a key that is remembered, and a fast comparison. It makes no string and no object.</summary>
    public bool TryFind(ReadOnlySpan<char> text, out ApiKeyFailureReason? failure, out VerifiedApiKey? found)
    {
        found = null;

        // Steps 1 and 2: shape and checksum, before any store is asked.
        failure = _format.TryParse(text, out var parsed);
        if (failure is not null)
        {
            return true;
        }

        found = Recall(parsed.PublicId);
        if (found is null)
        {
            failure = ApiKeyFailureReason.UnknownKey;
            return IsNobodys(parsed.PublicId) && _secrets.TryCompareNothing(text);
        }

        if (!_secrets.TryCompareNow(text, found, out var verdict))
        {
            return false;
        }

        failure = _judge.Run(verdict, found);
        return true;
    }

    // The same id again and again, as a client with a key that was pruned sends it, or a flood.
    private bool IsNobodys(ReadOnlySpan<char> publicId) =>
        !publicId.IsEmpty && _cache?.IsUnknown(publicId) == true && (_imported is null || _imported.IsNobodys(publicId));

    private async ValueTask<(ApiKeyFailureReason? Failure, VerifiedApiKey? Found)> FindAsync(string text, string lookupId, CancellationToken cancellationToken)
    {
        var (hasAnswer, found) = await _lookup.FindAsync(lookupId, cancellationToken).ConfigureAwait(false);
        if (!hasAnswer)
        {
            return (ApiKeyFailureReason.StoreUnavailable, null);
        }

        if (found is null && _imported is not null)
        {
            return await _imported.FindAsync(text, lookupId, cancellationToken).ConfigureAwait(false);
        }

        return (_judge.Run(await _secrets.CompareAsync(text, found, cancellationToken).ConfigureAwait(false), found), found);
    }

    /// <summary>What the store has now of a secret that was found before.</summary>
    public async ValueTask<(bool HasAnswer, VerifiedApiKey? Found)> FindAgainAsync(VerifiedApiKey key, CancellationToken cancellationToken)
    {
        var answer = await _lookup.FindAsync(key.Secret.LookupId, cancellationToken).ConfigureAwait(false);
        if (answer is not (true, null) || !ImportedLookup.IsOne(key.Secret.LookupId))
        {
            return answer;
        }

        // The use that the request began with has written its ordinary lookup id.
        var (hasRecord, record) = await _lookup.AskAsync(_store.FindByIdAsync(key.Id, cancellationToken), cancellationToken).ConfigureAwait(false);
        var secret = record?.Secrets.FirstOrDefault(secret => secret.CreatedAt == key.Secret.CreatedAt);
        return secret is null ? (hasRecord, null) : await _lookup.FindAsync(secret.LookupId, cancellationToken).ConfigureAwait(false);
    }

    private VerifiedApiKey? Recall(ReadOnlySpan<char> publicId)
    {
        if (publicId.IsEmpty || _cache?.Recall(publicId) is not { } recalled)
        {
            return null;
        }

        if (recalled.Companion is not VerifiedApiKey found)
        {
            recalled.Companion = found = RecordLookup.Candidate(recalled.Record, publicId)!;
        }

        return found;
    }
}
