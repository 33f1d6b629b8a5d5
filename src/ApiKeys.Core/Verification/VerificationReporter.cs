using System.Diagnostics;
using ApiKeys.Diagnostics;

namespace ApiKeys.Verification;

/// <summary>Tells the host's metrics, traces and log what came of a verification. Costs next to nothing where nobody listens.</summary>
internal sealed class VerificationReporter(ApiKeysMetrics metrics, RefusalLog refusals, TimeProvider time)
{
    public Watch Start() => new(this, ApiKeysActivity.StartVerification(), metrics.MeasuresDuration ? time.GetTimestamp() : null);

    /// <summary>One verification under way.</summary>
    internal readonly struct Watch(VerificationReporter reporter, Activity? activity, long? started) : IDisposable
    {
        public void Report(in ApiKeyVerification verification)
        {
            var reason = verification.Failure?.Reason;
            reporter.Count(reason, started);
            ApiKeysActivity.SetOutcome(activity, reason, verification.Key?.Id ?? verification.RefusedKeyId);
            if (reason is { } refused)
            {
                reporter.Log(refused, verification.RefusedKeyId);
            }
        }

        public void Dispose() => activity?.Dispose();
    }

    private void Count(ApiKeyFailureReason? reason, long? started)
    {
        metrics.Verified(reason);
        if (started is { } timestamp)
        {
            metrics.VerificationTook(time.GetElapsedTime(timestamp));
        }
    }

    private void Log(ApiKeyFailureReason reason, string? keyId) => refusals.Write(reason, keyId);
}
