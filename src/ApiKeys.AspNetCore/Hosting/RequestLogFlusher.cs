using ApiKeys.AspNetCore.Diagnostics;
using ApiKeys.Logs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.Hosting;

/// <summary>Writes the request log every few seconds, and once more when the host stops. A store that fails is left alone for longer and longer.</summary>
internal sealed class RequestLogFlusher(IServiceProvider services, IOptions<ApiKeyLogOptions> options, TimeProvider time, ILogger<RequestLogFlusher> logger) : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryFlushAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!services.GetRequiredService<ApiKeyRequestLog>().IsOn)
        {
            return;
        }

        var interval = options.Value.FlushInterval;
        var longest = interval > LongestPause ? interval : LongestPause;
        var pause = interval;
        try
        {
            while (true)
            {
                await Task.Delay(pause, time, stoppingToken);
                pause = await TryFlushAsync(stoppingToken) ? interval : TimeSpan.FromTicks(Math.Min(2 * pause.Ticks, longest.Ticks));
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops; StopAsync writes what is left.
        }
    }

    private async Task<bool> TryFlushAsync(CancellationToken cancellationToken)
    {
        // Asked for late: a host whose options are wrong is to hear of it from their check, which comes after this was made.
        var log = services.GetRequiredService<ApiKeyRequestLog>();
        try
        {
            await log.FlushAsync(cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.RequestLogFlushFailed(logger, log.Pending, exception);
            return false;
        }
    }
}
