using ApiKeys.Events;
using Microsoft.Extensions.Hosting;

namespace ApiKeys.AspNetCore.Hosting;

/// <summary>Waits for the sinks when the host stops, as long as the host waits for anybody.</summary>
internal sealed class EventFlusher(ApiKeyEventDispatcher events) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => events.FlushAsync(cancellationToken);
}
