using System.Collections.Concurrent;
using System.Text;
using ApiKeys.Diagnostics;
using ApiKeys.Format;
using ApiKeys.Hashing;
using ApiKeys.Stores;
using Microsoft.Extensions.Logging;

namespace ApiKeys.Verification;

/// <summary>
/// Writes a stored hash anew where a key was used whose hash is of an older algorithm, pepper or cost. No request waits for it, and it changes nothing but
/// the hash: it reads the key again and writes on that very state, so a revocation or an edit in between wins. An imported secret gets its ordinary lookup id with it.
/// </summary>
internal sealed class SecretRehasher(ApiKeyFormat format, HasherRegistry hashers, SlowHashGate gate, IApiKeyStore store, TimeProvider time, ILogger<SecretRehasher> logger)
{
    private const int MostKnown = 10_000;
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<string, long> _known = new(StringComparer.Ordinal);
    private readonly LogSlot _failures = new(time);

    /// <summary>The last one that was begun, for whoever has to see it end.</summary>
    public Task Last { get; private set; } = Task.CompletedTask;

    public void Begin(string text, VerifiedApiKey used)
    {
        var id = used.Secret.LookupId;
        if (used.Record is { RevokedAt: null, DeletedAt: null } && _known.Count < MostKnown && TryTake(id))
        {
            // Nothing of the request flows along: neither its transaction nor its activity.
            using AsyncFlowControl? flow = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
            Last = Task.Run(() => RunAsync(text, used));
        }
    }

    /// <summary>Whether a failure is to be made up for: the next use has to present its text to the hash once more.</summary>
    public bool IsDue(string lookupId) => _known.TryGetValue(lookupId, out var notBefore) && time.GetTimestamp() >= notBefore;

    // One at a time for each secret; after a failure, not at once again.
    private bool TryTake(string id) =>
        _known.TryAdd(id, long.MaxValue)
        || (_known.TryGetValue(id, out var notBefore) && time.GetTimestamp() >= notBefore && _known.TryUpdate(id, long.MaxValue, notBefore));

    private async Task RunAsync(string text, VerifiedApiKey used)
    {
        var id = used.Secret.LookupId;
        try
        {
            // What cannot be written (a key of the configuration) is not tried again in this process.
            if (await RewriteAsync(text, used).ConfigureAwait(false) != ApiKeyChangeOutcome.ReadOnly)
            {
                _known.TryRemove(id, out _);
            }
        }
        catch (Exception exception)
        {
            _known[id] = time.GetTimestamp() + (long)(AfterFailure.TotalSeconds * time.TimestampFrequency);
            if (_failures.TryTake(out _))
            {
                Log.RehashFailed(logger, used.Id, exception);
            }
        }
    }

    private async Task<ApiKeyChangeOutcome?> RewriteAsync(string text, VerifiedApiKey used)
    {
        // Requests that wait for slow hashes go first; this one comes again with a later use.
        var hash = await HashAsync(text, used.Id).ConfigureAwait(false) ?? throw new TimeoutException("Too many slow hashes are waited for.");
        var record = await store.FindByIdAsync(used.Id, CancellationToken.None).ConfigureAwait(false);
        if (record is not { RevokedAt: null, DeletedAt: null } || !record.Secrets.Contains(used.Secret))
        {
            return null;
        }

        var secrets = record.Secrets.Select(secret => secret == used.Secret ? Rewrite(secret, hash, text) : secret);
        return await store.ApplyAsync(ApiKeyChange.Update(record, record with { Secrets = [.. secrets] }), CancellationToken.None).ConfigureAwait(false);
    }

    private SecretVersion Rewrite(SecretVersion secret, string hash, string text) =>
        secret with { Hash = hash, ImportedFormat = null, LookupId = secret.ImportedFormat is not null && format.TryParse(text, out var parsed) is null ? format.GetLookupId(parsed) : secret.LookupId };

    // Null where too many wait for slow hashes already.
    private ValueTask<string?> HashAsync(string text, string keyId) => hashers.IsSlow(null)
        ? gate.RunAsync<string>(() => Hash(text, keyId), CancellationToken.None)
        : ValueTask.FromResult<string?>(Hash(text, keyId));

    private string Hash(string text, string keyId)
    {
        Span<byte> bytes = stackalloc byte[KeyTemplate.MaxKeyLength];
        bytes = bytes[..Encoding.ASCII.GetBytes(text, bytes)];
        var hash = hashers.Hash(bytes, keyId);
        bytes.Clear();
        return hash;
    }
}
