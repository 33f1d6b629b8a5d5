using ApiKeys.Caching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.Hosting;

/// <summary>Reads several times a second what other nodes have changed, where the store can tell.</summary>
internal sealed class ChangeFeedPoller(IServiceProvider services, IOptions<ApiKeyCacheOptions> options, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Asked for late: a host without a store is to hear of it from the check of its options, which comes after this was made.
        var listener = services.GetRequiredService<ApiKeyChangeListener>();
        if (!listener.HasFeed || options.Value.Lifetime == TimeSpan.Zero)
        {
            return;
        }

        using var timer = new PeriodicTimer(options.Value.FeedInterval, time);
        try
        {
            do
            {
                await listener.PollAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }
}
