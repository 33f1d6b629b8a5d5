using ApiKeys.Caching;
using ApiKeys.Memory;
using ApiKeys.Stores;
using ApiKeys.Stores.Conformance;
using ApiKeys.Testing;

namespace ApiKeys.Core.Tests.Conformance;

/// <summary>The cache and the guard in front of a store are a store themselves.</summary>
internal sealed class CachedApiKeyStoreTests : ApiKeyStoreConformance
{
    protected override ValueTask<IApiKeyStore> CreateAsync()
    {
        var clock = new ManualTimeProvider();
        var guarded = new GuardedApiKeyStore(new InMemoryApiKeyStore(new InMemoryUsageStore()), new StoreGuard(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2), clock));
        return ValueTask.FromResult<IApiKeyStore>(new CachedApiKeyStore(guarded, new ApiKeyCacheOptions(), clock));
    }

}
