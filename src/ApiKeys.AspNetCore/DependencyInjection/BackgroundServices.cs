using ApiKeys.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace ApiKeys.AspNetCore.DependencyInjection;

/// <summary>What runs beside requests.</summary>
internal static class BackgroundServices
{
    public static void Add(IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, StartupReport>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, StoreStartupCheck>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, UsageFlusher>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, RequestLogFlusher>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, LongRequestWatcher>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, Pruner>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ChangeFeedPoller>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, EventFlusher>());
    }
}
