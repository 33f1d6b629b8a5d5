using ApiKeys.AspNetCore.Diagnostics;
using ApiKeys.Management;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.Hosting;

/// <summary>Removes every few minutes what is kept for a while only. Several nodes do so side by side without harm.</summary>
internal sealed class Pruner(ApiKeyPruner pruner, IOptions<ApiKeyRetentionOptions> options, TimeProvider time, ILogger<Pruner> logger) : BackgroundService
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
            await pruner.PruneAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.PruneFailed(logger, exception);
        }
    }
}
