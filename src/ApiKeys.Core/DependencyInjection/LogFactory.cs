using ApiKeys.Caching;
using ApiKeys.Diagnostics;
using ApiKeys.Logs;
using ApiKeys.Management;
using ApiKeys.Memory;
using ApiKeys.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApiKeys.DependencyInjection;

/// <summary>Puts together the request log and the deny lists.</summary>
internal static class LogFactory
{
    public static void AddServices(IServiceCollection services)
    {
        services.TryAddSingleton<IApiKeyRequestStore, InMemoryRequestStore>();
        services.TryAddSingleton(CreateDenyListStore);
        services.AddSingleton(CreateLog);
        services.AddSingleton(provider => new ApiKeyRequestDirectory(StoreFactory.GuardRequests(provider)));
        services.AddSingleton(provider => new DenyListCache(
            provider.GetRequiredService<IApiKeyDenyListStore>(),
            StoreFactory.Guard(provider),
            provider.GetRequiredService<IOptions<ApiKeyCacheOptions>>().Value,
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new ApiKeyDenyListManager(DenyLists(provider), Options(provider), provider.GetRequiredService<TimeProvider>()));
    }

    public static ApiKeyLogOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<ApiKeyLogOptions>>().Value;

    /// <summary>The deny lists; null where the host has none.</summary>
    public static DenyListCache? DenyLists(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<ApiKeysOptions>>().Value.DenyLists ? provider.GetRequiredService<DenyListCache>() : null;

    private static IApiKeyDenyListStore CreateDenyListStore(IServiceProvider provider) =>
        provider.GetKeyedService<IApiKeyStore>(ApiKeysBuilder.InnerStoreKey) as IApiKeyDenyListStore ?? new NoDenyListStore();

    private static ApiKeyRequestLog CreateLog(IServiceProvider provider) => new(
        provider.GetRequiredService<IApiKeyRequestStore>(),
        Options(provider),
        provider.GetRequiredService<TimeProvider>(),
        provider.GetRequiredService<ApiKeysMetrics>(),
        provider.GetRequiredService<ILogger<ApiKeyRequestLog>>());
}
