using ApiKeys.Memory;
using ApiKeys.Stores;
using ApiKeys.Stores.Conformance;

namespace ApiKeys.Core.Tests.Conformance;

internal sealed class InMemoryApiKeyStoreTests : ApiKeyStoreConformance
{
    protected override ValueTask<IApiKeyStore> CreateAsync() => ValueTask.FromResult<IApiKeyStore>(new InMemoryApiKeyStore(new InMemoryUsageStore()));
}
