using ApiKeys.Diagnostics;
using ApiKeys.RateLimiting;
using ApiKeys.Stores;
using Microsoft.Extensions.Logging;

namespace ApiKeys.Verification;

/// <summary>Spends permits and gives them back. What counts in this process is asked without waiting.</summary>
internal sealed class QuotaTaker(IRateLimitStore limits, TimeProvider time, ILogger logger)
{
    private readonly LogSlot _failures = new(time);

    /// <summary>Spends a permit of each limit, or of none; a store that cannot say is an answer of its own.</summary>
    public ValueTask<ApiKeyAdmission> TakeAsync(VerifiedApiKey key, CancellationToken cancellationToken)
    {
        if (limits is IKeyWindowStore here)
        {
            return ValueTask.FromResult(AdmissionOf(here.Take(ref key.Windows, key.Id, key.Record.RateLimits)));
        }

        try
        {
            var taken = limits.TakeAsync(key.Id, key.Record.RateLimits, cancellationToken);
            return taken.IsCompletedSuccessfully ? ValueTask.FromResult(AdmissionOf(taken.Result)) : AwaitAsync(taken, cancellationToken);
        }
        catch (Exception exception)
        {
            return ValueTask.FromResult(Unavailable(exception, cancellationToken));
        }
    }

    private async ValueTask<ApiKeyAdmission> AwaitAsync(ValueTask<RateLimitDecision> taken, CancellationToken cancellationToken)
    {
        try
        {
            return AdmissionOf(await taken.ConfigureAwait(false));
        }
        catch (Exception exception)
        {
            return Unavailable(exception, cancellationToken);
        }
    }

    private static ApiKeyAdmission AdmissionOf(in RateLimitDecision quota) => quota.IsAdmitted ? ApiKeyAdmission.Admitted(quota) : ApiKeyAdmission.OverLimit(quota);

    private ApiKeyAdmission Unavailable(Exception exception, CancellationToken cancellationToken)
    {
        // Drivers answer a cancellation with exceptions of their own; the caller is to see its own.
        cancellationToken.ThrowIfCancellationRequested();
        ReportStore(exception);
        return ApiKeyAdmission.Refused(ApiKeyFailure.Of(ApiKeyFailureReason.StoreUnavailable));
    }

    private void ReportStore(Exception exception)
    {
        if (_failures.TryTake(out var suppressed))
        {
            Log.RateLimitStoreFailed(logger, suppressed, exception);
        }
    }

    /// <summary>Gives back what was spent. A store that cannot take it back is logged.</summary>
    public async ValueTask GiveBackAsync(VerifiedApiKey key, RateLimitDecision quota)
    {
        try
        {
            await limits.GiveBackAsync(key.Id, key.Record.RateLimits, quota, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            ReportStore(exception);
        }
    }
}
