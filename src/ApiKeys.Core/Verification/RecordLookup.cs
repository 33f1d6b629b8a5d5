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
            Report(exception, cancellationToken);
            return (false, null);
        }
    }

    /// <summary>Waits for another question to the store.</summary>
    public async ValueTask<(bool HasAnswer, T? Value)> AskAsync<T>(ValueTask<T> question, CancellationToken cancellationToken)
    {
        try
        {
            return (true, await question.ConfigureAwait(false));
        }
        catch (Exception exception)
        {
            Report(exception, cancellationToken);
            return (false, default);
        }
    }

    /// <summary>The secret that a record was found by. A database may find by a looser comparison than ours: collations lie.</summary>
    public static VerifiedApiKey? Candidate(ApiKeyRecord record, ReadOnlySpan<char> lookupId)
    {
        foreach (var secret in record.Secrets)
        {
            if (lookupId.SequenceEqual(secret.LookupId))
            {
                return new VerifiedApiKey(record, secret);
            }
        }

        return null;
    }

    private void Report(Exception exception, CancellationToken cancellationToken)
    {
        // Drivers answer a cancellation with exceptions of their own; the caller is to see its own.
        cancellationToken.ThrowIfCancellationRequested();
        if (exception is not ApiKeyStoreUnavailableException { InnerException: null } && _failures.TryTake(out var suppressed))
        {
            Log.StoreFailed(logger, suppressed, exception);
        }
    }
}
