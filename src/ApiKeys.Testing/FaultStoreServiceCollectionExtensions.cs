using ApiKeys.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ApiKeys.Testing;

/// <summary>Puts a <see cref="FaultStore"/> in front of a host's store.</summary>
public static class FaultStoreServiceCollectionExtensions
{
    /// <summary>Puts a <see cref="FaultStore"/> in front of the store that <c>AddApiKeys</c> registered; get it from the services as <see cref="FaultStore"/>.</summary>
    /// <param name="services">The host's services.</param>
    /// <exception cref="InvalidOperationException"><c>AddApiKeys</c> was not called before.</exception>
    public static IServiceCollection AddFaultStore(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.Any(service => service.ServiceType == typeof(FaultStore)))
        {
            return services;
        }

        var inner = services.LastOrDefault(service => service.ServiceType == typeof(IApiKeyStore))?.ImplementationFactory
            ?? throw new InvalidOperationException("Call AddApiKeys() before AddFaultStore().");
        services.AddSingleton(provider => new FaultStore((IApiKeyStore)inner(provider), provider.GetRequiredService<TimeProvider>()));
        services.Replace(ServiceDescriptor.Singleton<IApiKeyStore>(provider => provider.GetRequiredService<FaultStore>()));
        return services;
    }
}
