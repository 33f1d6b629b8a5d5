using ApiKeys.Memory;
using ApiKeys.Stores;
using ApiKeys.Stores.Conformance;

namespace ApiKeys.Core.Tests.Conformance;

internal sealed class InMemoryRequestStoreTests : RequestStoreConformance
{
    protected override ValueTask<IApiKeyRequestStore> CreateAsync() => ValueTask.FromResult<IApiKeyRequestStore>(new InMemoryRequestStore());
}
