using ApiKeys.AspNetCore.Admission;
using ApiKeys.AspNetCore.Diagnostics;
using ApiKeys.Verification;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.Hosting;

/// <summary>Looks again at the keys of long requests, and ends those that would no longer be let in.</summary>
internal sealed class LongRequestWatcher(
    LongRequests requests,
    IServiceProvider services,
    IOptions<ApiKeyLongRequestOptions> options,
    TimeProvider time,
    ILogger<LongRequestWatcher> logger) : BackgroundService
{
    // The verifier is asked for late: a host without a store is to hear of it from the check of its options, which comes after this was made.
    // Several at a time, so that a slow store does not stretch the interval; a few, so that it hardly notices.
    private const int AtATime = 8;
    private PeriodicTimer? _timer;

    // The first interval begins with the host, and not when a thread is free.
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = options.Value.IsOff ? null : new PeriodicTimer(options.Value.RecheckInterval, time);
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _timer?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (_timer is not null && await _timer.WaitForNextTickAsync(stoppingToken))
            {
                await Parallel.ForEachAsync(requests.Running, new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = stoppingToken }, LookAgainAsync);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops, and its requests with it.
        }
    }

    private async ValueTask LookAgainAsync(LongRequest request, CancellationToken cancellationToken)
    {
        try
        {
            if (await FailureAsync(request, cancellationToken) is { Kind: not ApiKeyFailureKind.Unavailable } failure && request.TryAbort())
            {
                Log.LongRequestEnded(logger, request.Key.Id, failure.Reason);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.RecheckFailed(logger, request.Key.Id, exception);
        }
    }

    private async ValueTask<ApiKeyFailure?> FailureAsync(LongRequest request, CancellationToken cancellationToken)
    {
        var verification = await services.GetRequiredService<ApiKeyVerifier>().RecheckAsync(request.Key, request.Origin, cancellationToken);
        return verification.Succeeded ? services.GetRequiredService<ApiKeyAdmitter>().Examine(verification.Key, request.Demands).Failure : verification.Failure;
    }
}
