using ApiKeys.Events;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ApiKeys.AspNetCore.Hosting;

/// <summary>Waits for the sinks when the host stops, as long as the host waits for anybody.</summary>
internal sealed class EventFlusher(IServiceProvider services) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => services.GetRequiredService<ApiKeyEventDispatcher>().FlushAsync(cancellationToken);
}
