using ApiKeys.Memory;
using ApiKeys.Stores;
using ApiKeys.Stores.Conformance;

namespace ApiKeys.Core.Tests.Conformance;

internal sealed class InMemoryDenyListStoreTests : DenyListStoreConformance
{
    protected override ValueTask<IApiKeyDenyListStore> CreateAsync() => ValueTask.FromResult<IApiKeyDenyListStore>(new InMemoryApiKeyStore(new InMemoryUsageStore()));
}
