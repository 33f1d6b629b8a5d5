using System.Diagnostics;
using ApiKeys.Diagnostics;

namespace ApiKeys.Verification;

/// <summary>Tells the host's metrics, traces and log what came of a verification. Costs next to nothing where nobody listens.</summary>
internal sealed class VerificationReporter(ApiKeysMetrics metrics, RefusalLog refusals, TimeProvider time)
{
    /// <summary>Now, where anybody wants to know how long it took.</summary>
    public long? Timestamp => metrics.MeasuresDuration ? time.GetTimestamp() : null;

    public Watch Start() => new(this, ApiKeysActivity.StartVerification(), Timestamp);

    /// <summary>Tells of a verification that nobody traces.</summary>
    public void Report(in ApiKeyVerification verification, long? started)
    {
        var reason = verification.Failure?.Reason;
        metrics.Verified(reason);
        if (started is { } timestamp)
        {
            metrics.VerificationTook(time.GetElapsedTime(timestamp));
        }

        if (reason is { } refused)
        {
            refusals.Write(refused, verification.RefusedKeyId);
        }
    }

    /// <summary>One verification under way.</summary>
    internal readonly struct Watch(VerificationReporter reporter, Activity? activity, long? started) : IDisposable
    {
        public void Report(in ApiKeyVerification verification)
        {
            reporter.Report(verification, started);
            ApiKeysActivity.SetOutcome(activity, verification.Failure?.Reason, verification.Key?.Id ?? verification.RefusedKeyId);
        }

        public void Dispose() => activity?.Dispose();
    }
}
