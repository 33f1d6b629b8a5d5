using ApiKeys.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace ApiKeys.AspNetCore.DependencyInjection;

/// <summary>What runs beside requests, and what looks at the host before it listens.</summary>
internal static class HostingServices
{
    public static void AddTo(IServiceCollection services)
    {
        services.AddSingleton<StartupDoctor>();
        services.AddSingleton<EndpointDoctor>();
        services.AddSingleton<SchemeDoctor>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, ApiKeysStartupFilter>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, StartupReport>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, StoreStartupCheck>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, FirstRequest>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, UsageFlusher>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, RequestLogFlusher>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, LongRequestWatcher>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, Pruner>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ChangeFeedPoller>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, EventFlusher>());
    }
}
