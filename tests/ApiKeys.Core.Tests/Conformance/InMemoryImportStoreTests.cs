using ApiKeys.Memory;
using ApiKeys.Stores;
using ApiKeys.Stores.Conformance;

namespace ApiKeys.Core.Tests.Conformance;

internal sealed class InMemoryImportStoreTests : ImportStoreConformance
{
    private readonly InMemoryUsageStore _usage = new();

    protected override ValueTask<IApiKeyStore> CreateAsync() => ValueTask.FromResult<IApiKeyStore>(new InMemoryApiKeyStore(_usage));

    protected override IApiKeyUsageStore UsageOf(IApiKeyStore store) => _usage;
}
