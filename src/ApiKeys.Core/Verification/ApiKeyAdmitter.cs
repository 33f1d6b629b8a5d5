using ApiKeys.Diagnostics;
using ApiKeys.Scopes;
using ApiKeys.Stores;
using ApiKeys.Usage;
using ApiKeys.Verification.Checks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApiKeys.Verification;

/// <summary>Decides whether a good key may do what an endpoint does, and counts it: customer, scopes, quota, usage, in that order.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class ApiKeyAdmitter
{
    private readonly ScopeMatcher _scopes;
    private readonly QuotaTaker _quota;
    private readonly UsageRecorder _usage;
    private readonly ApiKeysOptions _options;
    private readonly TimeProvider _time;
    private readonly ApiKeysMetrics _metrics;
    private readonly RefusalLog _refusals;

    internal ApiKeyAdmitter(
        ScopeMatcher scopes,
        IRateLimitStore limits,
        UsageRecorder usage,
        IOptions<ApiKeysOptions> options,
        TimeProvider time,
        ApiKeysMetrics metrics,
        RefusalLog refusals,
        ILogger<ApiKeyAdmitter> logger)
    {
        _scopes = scopes;
        _quota = new QuotaTaker(limits, time, logger);
        _usage = usage;
        _options = options.Value;
        _time = time;
        _metrics = metrics;
        _refusals = refusals;
    }

    /// <summary>Looks at what an endpoint asks for, without spending anything.</summary>
    /// <param name="key">A verified key.</param>
    /// <param name="request">What the endpoint asks of it.</param>
    public ApiKeyAdmission Examine(VerifiedApiKey key, in ApiKeyAdmissionRequest request)
    {
        ArgumentNullException.ThrowIfNull(key);
        var failure = EnvironmentCheck.Run(request.Environment, key.Environment, _options.EnvironmentMismatch)
            ?? CustomerCheck.Run(key.CustomerIds, request.CustomerId);
        if (failure is not null)
        {
            return ApiKeyAdmission.Refused(failure);
        }

        return _scopes.Grants(key.Scopes, request.Scopes, request.AllowsUnrestricted)
            ? ApiKeyAdmission.Admitted(quota: null)
            : ApiKeyAdmission.LacksScopes(_scopes.Missing(key.Scopes, request.Scopes));
    }

    /// <summary>Admits a request, once: only a request that would otherwise pass spends quota (ATTACKS, decision 6).</summary>
    /// <param name="key">A verified key.</param>
    /// <param name="request">What the endpoint asks of it.</param>
    /// <param name="cancellationToken">Ends the wait for the store of limits.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public ValueTask<ApiKeyAdmission> AdmitAsync(VerifiedApiKey key, ApiKeyAdmissionRequest request, CancellationToken cancellationToken)
    {
        var admission = Examine(key, request);
        if (!admission.Succeeded || key.Record.RateLimits.Count == 0)
        {
            return ValueTask.FromResult(Conclude(key, request, admission));
        }

        var taken = _quota.TakeAsync(key, cancellationToken);
        return taken.IsCompletedSuccessfully ? ValueTask.FromResult(Conclude(key, request, taken.Result)) : AwaitAsync(key, request, taken);
    }

    /// <summary>Gives back what an admitted request has spent, because it failed (<see cref="RateLimitCount.Completed"/>). A store that cannot take it back is logged: the request has counted then.</summary>
    /// <param name="key">The key.</param>
    /// <param name="admission">The admission, which is given back once.</param>
    public async ValueTask GiveBackAsync(VerifiedApiKey key, ApiKeyAdmission admission)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (admission is not { Succeeded: true, Quota: { } quota })
        {
            return;
        }

        await _quota.GiveBackAsync(key, quota).ConfigureAwait(false);
    }

    /// <summary>Counts an admission in the metrics and logs its refusal. <see cref="AdmitAsync"/> does so itself; after <see cref="Examine"/> it is for the caller to say that the answer was given.</summary>
    /// <param name="key">The key.</param>
    /// <param name="admission">What came of it.</param>
    public void Report(VerifiedApiKey key, in ApiKeyAdmission admission)
    {
        ArgumentNullException.ThrowIfNull(key);
        _metrics.Admitted(admission.Failure?.Reason);
        if (!admission.Succeeded)
        {
            _refusals.Write(admission.Failure.Reason, key.Id);
        }
    }

    private async ValueTask<ApiKeyAdmission> AwaitAsync(VerifiedApiKey key, ApiKeyAdmissionRequest request, ValueTask<ApiKeyAdmission> taken) =>
        Conclude(key, request, await taken.ConfigureAwait(false));

    private ApiKeyAdmission Conclude(VerifiedApiKey key, in ApiKeyAdmissionRequest request, in ApiKeyAdmission admission)
    {
        Report(key, admission);
        if (admission.Succeeded)
        {
            _usage.Record(ref key.Uses, key.Id, key.Secret.LookupId, _time.GetUtcNow(), request.RemoteAddress);
        }

        return admission;
    }
}
