using ApiKeys.DependencyInjection;
using ApiKeys.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.Testing;

/// <summary>Puts a <see cref="FaultStore"/> in front of a host's store.</summary>
public static class FaultStoreServiceCollectionExtensions
{
    /// <summary>
    /// Puts a <see cref="FaultStore"/> in front of the store that the host chose, behind the library's cache;
    /// get it from the services as <see cref="FaultStore"/>.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <exception cref="InvalidOperationException">No store was chosen before.</exception>
    public static IServiceCollection AddFaultStore(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.Any(service => service.ServiceType == typeof(FaultStore)))
        {
            return services;
        }

        var inner = services.LastOrDefault(service => service.ServiceType == typeof(IApiKeyStore) && Equals(service.ServiceKey, ApiKeysBuilder.InnerStoreKey))
            ?? throw new InvalidOperationException("Call AddApiKeys() and choose a store before AddFaultStore().");
        services.Remove(inner);
        services.AddSingleton(provider => new FaultStore(
            (IApiKeyStore)inner.KeyedImplementationFactory!(provider, inner.ServiceKey),
            provider.GetRequiredService<TimeProvider>()));
        services.AddKeyedSingleton<IApiKeyStore>(ApiKeysBuilder.InnerStoreKey, (provider, _) => provider.GetRequiredService<FaultStore>());
        return services;
    }
}
