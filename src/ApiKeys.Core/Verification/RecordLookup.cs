using ApiKeys.Diagnostics;
using ApiKeys.Stores;
using Microsoft.Extensions.Logging;

namespace ApiKeys.Verification;

/// <summary>Step 3: finds the record and the secret that a lookup id names.</summary>
internal sealed class RecordLookup(IApiKeyStore store, TimeProvider time, ILogger logger)
{
    private readonly LogSlot _failures = new(time);

    public async ValueTask<(bool HasAnswer, VerifiedApiKey? Found)> FindAsync(string lookupId, CancellationToken cancellationToken)
    {
        try
        {
            var record = await store.FindByLookupIdAsync(lookupId, cancellationToken).ConfigureAwait(false);
            return (true, record is null ? null : Candidate(record, lookupId));
        }
        catch (Exception exception)
        {
            // Drivers answer a cancellation with exceptions of their own; the caller is to see its own.
            cancellationToken.ThrowIfCancellationRequested();
            if (exception is not ApiKeyStoreUnavailableException { InnerException: null } && _failures.TryTake(out var suppressed))
            {
                Log.StoreFailed(logger, suppressed, exception);
            }

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
}
