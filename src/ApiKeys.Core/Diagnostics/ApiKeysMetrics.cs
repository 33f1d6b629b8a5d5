using System.Diagnostics.Metrics;

namespace ApiKeys.Diagnostics;

/// <summary>The meter <c>ApiKeys</c>. Tags come from enumerations alone, never from keys, tenants or addresses, so their number is bounded.</summary>
internal sealed class ApiKeysMetrics : IDisposable
{
    public const string MeterName = "ApiKeys";

    private const string Success = "success";
    private static readonly string[] Outcomes = Enum.GetNames<ApiKeyFailureReason>();
    private readonly Meter _meter;
    private readonly Counter<long> _verifications;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _admissions;
    private readonly Counter<long> _usageDropped;
    private readonly Counter<long> _eventsDropped;
    private readonly Counter<long> _requestsDropped;

    public ApiKeysMetrics(IMeterFactory? factory)
    {
        _meter = factory?.Create(MeterName) ?? new Meter(MeterName);
        _verifications = _meter.CreateCounter<long>("apikeys.verifications", "{verification}", "Presented keys, by outcome.");
        _duration = _meter.CreateHistogram<double>("apikeys.verification.duration", "s", "How long a verification takes.");
        _admissions = _meter.CreateCounter<long>("apikeys.admissions", "{request}", "Requests with a good key, by outcome: scopes, customers, quota.");
        _usageDropped = _meter.CreateCounter<long>("apikeys.usage.dropped", "{use}", "Uses that went uncounted because the buffer was full.");
        _eventsDropped = _meter.CreateCounter<long>("apikeys.events.dropped", "{event}", "Events that no sink was told of because too many waited.");
        _requestsDropped = _meter.CreateCounter<long>("apikeys.requests.dropped", "{request}", "Requests that went unlogged because too many waited to be written.");
    }

    /// <summary>Whether anybody wants durations; where nobody does, no clock is read.</summary>
    public bool MeasuresDuration => _duration.Enabled;

    public void Verified(ApiKeyFailureReason? failure) => Count(_verifications, failure);

    public void VerificationTook(TimeSpan duration) => _duration.Record(duration.TotalSeconds);

    public void Admitted(ApiKeyFailureReason? failure) => Count(_admissions, failure);

    public void UsageDropped(long uses) => _usageDropped.Add(uses);

    public void EventDropped() => _eventsDropped.Add(1);

    public void RequestDropped() => _requestsDropped.Add(1);

    public void Dispose() => _meter.Dispose();

    private static void Count(Counter<long> counter, ApiKeyFailureReason? failure)
    {
        if (counter.Enabled)
        {
            counter.Add(1, new KeyValuePair<string, object?>("outcome", failure is { } reason ? Outcomes[(int)reason] : Success));
        }
    }
}
