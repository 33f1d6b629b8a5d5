using ApiKeys.Caching;
using ApiKeys.Memory;
using ApiKeys.Scopes;
using ApiKeys.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ApiKeys.DependencyInjection;

/// <summary>Makes the store that everybody asks, from the one that the host chose and the keys of its configuration.</summary>
internal static class StoreFactory
{
    private static readonly AsyncLocal<bool> IsCreating = new();

    /// <summary>Calls the host's factory. One that asks for its own product would wait for itself for good.</summary>
    public static IApiKeyStore Create(IServiceProvider provider, Func<IServiceProvider, IApiKeyStore> factory)
    {
        if (IsCreating.Value)
        {
            throw Recursion();
        }

        IsCreating.Value = true;
        try
        {
            return factory(provider);
        }
        finally
        {
            IsCreating.Value = false;
        }
    }

    // The cache stands outermost, so that a change on this node reaches it whoever makes it.
    public static IApiKeyStore Create(IServiceProvider provider)
    {
        if (IsCreating.Value)
        {
            throw Recursion();
        }

        var time = provider.GetRequiredService<TimeProvider>();
        var cache = provider.GetRequiredService<IOptions<ApiKeyCacheOptions>>().Value;
        var store = provider.GetKeyedService<IApiKeyStore>(ApiKeysBuilder.InnerStoreKey);
        var guarded = store is null ? null : new GuardedApiKeyStore(store, Guard(provider));
        var configured = provider.GetRequiredService<IOptions<ConfiguredApiKeysOptions>>().Value;
        IApiKeyStore all = configured.Keys.Count > 0
            ? new ConfiguredApiKeyStore(configured, guarded)
            : guarded ?? throw new InvalidOperationException(ApiKeysOptionsValidator.NoStore);
        return new CachedApiKeyStore(Owned(all, provider, time), cache, time);
    }

    /// <summary>The limits as requests ask them; those in memory need no guard.</summary>
    public static IRateLimitStore GuardLimits(IServiceProvider provider) => provider.GetRequiredService<IRateLimitStore>() is var limits && limits is InMemoryRateLimitStore
        ? limits
        : new GuardedRateLimitStore(limits, Guard(provider));

    public static IApiKeyUsageStore GuardUsage(IServiceProvider provider) => new GuardedUsageStore(provider.GetRequiredService<IApiKeyUsageStore>(), Guard(provider));

    public static IApiKeyAuditStore GuardAudit(IServiceProvider provider) => new GuardedAuditStore(provider.GetRequiredService<IApiKeyAuditStore>(), Guard(provider));

    public static IApiKeyRequestStore GuardRequests(IServiceProvider provider) => new GuardedRequestStore(provider.GetRequiredService<IApiKeyRequestStore>(), Guard(provider));

    public static IApiKeyImportStore GuardImports(IServiceProvider provider) =>
        new GuardedImportStore((IApiKeyImportStore)provider.GetRequiredKeyedService<IApiKeyStore>(ApiKeysBuilder.InnerStoreKey), Guard(provider));

    public static StoreGuard Guard(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<ApiKeyCacheOptions>>().Value;
        var patience = TimeSpan.FromTicks(Math.Max(options.StoreTimeout.Ticks, options.ManagementTimeout.Ticks));
        return new StoreGuard(options.StoreTimeout, patience, provider.GetRequiredService<TimeProvider>());
    }

    private static IApiKeyStore Owned(IApiKeyStore store, IServiceProvider provider, TimeProvider time) =>
        provider.GetService<IApiKeyOwnerSource>() is null ? store : new OwnedApiKeyStore(store, Owners(provider, time));

    /// <summary>What stands behind keys, where the host knows that.</summary>
    public static OwnerBounds Owners(IServiceProvider provider, TimeProvider time) =>
        new(provider.GetService<IApiKeyOwnerSource>(), provider.GetRequiredService<ScopeMatcher>(), Guard(provider), time);

    public static IApiKeyAuditStore CreateAudit(IServiceProvider provider) =>
        provider.GetKeyedService<IApiKeyStore>(ApiKeysBuilder.InnerStoreKey) as IApiKeyAuditStore ?? new NoAuditStore();

    private static InvalidOperationException Recursion() =>
        new("The factory given to AddStore asks for IApiKeyStore, which is what it makes. Make the store itself: AddStore(_ => new MyStore()).");
}
