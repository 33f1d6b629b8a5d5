using ApiKeys.Memory;
using ApiKeys.Stores;
using ApiKeys.Stores.Conformance;

namespace ApiKeys.Core.Tests.Conformance;

internal sealed class InMemoryUsageStoreTests : UsageStoreConformance
{
    protected override ValueTask<IApiKeyUsageStore> CreateAsync() => ValueTask.FromResult<IApiKeyUsageStore>(new InMemoryUsageStore());
}
