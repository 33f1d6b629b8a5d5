using ApiKeys.DependencyInjection;
using ApiKeys.Stores;
using ApiKeys.Stores.EfCore.Contexts;
using ApiKeys.Stores.EfCore.Stores;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps API keys in the host's database.</summary>
public static class ApiKeysEntityFrameworkExtensions
{
    /// <summary>Keeps keys, audit trail, usage, limits, seen signatures, request log and deny lists on a context of the host's, whose model calls <c>UseApiKeys()</c>.</summary>
    /// <remarks>
    /// Every call has a context of its own, from <c>IDbContextFactory</c> where one is registered (the cheapest is <c>AddPooledDbContextFactory</c>), else from
    /// a scope of its own. It never takes part in a transaction of the host's.
    /// </remarks>
    /// <typeparam name="TContext">The host's context.</typeparam>
    /// <param name="builder">What <c>AddApiKeys</c> gave.</param>
    /// <returns>The builder.</returns>
    public static ApiKeysBuilder AddEntityFrameworkStores<TContext>(this ApiKeysBuilder builder)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.RemoveAll<StoreSession>();
        services.AddSingleton(provider => new StoreSession(SourceOf<TContext>(services, provider)));
        services.TryAddSingleton<StoreClock>();
        services.TryAddSingleton<EntityFrameworkApiKeyStore>();
        services.Replace(ServiceDescriptor.Singleton<IApiKeyChangeFeed>(provider => provider.GetRequiredService<EntityFrameworkApiKeyStore>()));
        services.Replace(ServiceDescriptor.Singleton<IApiKeyUsageStore, EntityFrameworkUsageStore>());
        services.Replace(ServiceDescriptor.Singleton<IRateLimitStore, EntityFrameworkRateLimitStore>());
        services.Replace(ServiceDescriptor.Singleton<IReplayStore, EntityFrameworkReplayStore>());
        services.Replace(ServiceDescriptor.Singleton<IApiKeyRequestStore, EntityFrameworkRequestStore>());
        services.Replace(ServiceDescriptor.Singleton<IApiKeyDenyListStore, EntityFrameworkDenyListStore>());
        services.Replace(ServiceDescriptor.Singleton<IApiKeyStoreStartup, ApiKeysSchema>());
        return builder.AddStore(provider => provider.GetRequiredService<EntityFrameworkApiKeyStore>());
    }

    // A factory may be scoped; asked for without a scope, it would live as long as the host.
    private static IContextSource SourceOf<TContext>(IServiceCollection services, IServiceProvider provider)
        where TContext : DbContext =>
        services.LastOrDefault(service => service.ServiceType == typeof(IDbContextFactory<TContext>)) is { Lifetime: ServiceLifetime.Singleton }
            ? new FactoryContextSource<TContext>(provider.GetRequiredService<IDbContextFactory<TContext>>())
            : new ScopeContextSource<TContext>(provider.GetRequiredService<IServiceScopeFactory>());
}
