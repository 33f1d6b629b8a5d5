using ApiKeys.AspNetCore.Diagnostics;
using ApiKeys.Management;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.Hosting;

/// <summary>Removes every few minutes what is kept for a while only. Several nodes do so side by side without harm.</summary>
internal sealed class Pruner(IServiceProvider services, IOptions<ApiKeyRetentionOptions> options, TimeProvider time, ILogger<Pruner> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await PruneAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops; another node or the next start goes on.
        }
    }

    private async Task PruneAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Asked for late: a host without a store is to hear of it from the check of its options, which comes after this was made.
            await services.GetRequiredService<ApiKeyPruner>().PruneAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.PruneFailed(logger, exception);
        }
    }
}
