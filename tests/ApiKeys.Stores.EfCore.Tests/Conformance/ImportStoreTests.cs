using ApiKeys.Stores.Conformance;
using ApiKeys.Stores.EfCore.Tests.Servers;

namespace ApiKeys.Stores.EfCore.Tests.Conformance;

[TestFixture(Engine.PostgreSql)]
[TestFixture(Engine.Sqlite)]
internal sealed class ImportStoreTests(Engine engine) : ImportStoreConformance
{
    private StoreHost<AppDbContext> _host = null!;

    [SetUp]
    public void Begin() => _host = StoreHost<AppDbContext>.Create(engine);

    [TearDown]
    public void Leave() => _host.Dispose();

    protected override ValueTask<IApiKeyStore> CreateAsync() => ValueTask.FromResult(_host.Store);

    protected override IApiKeyUsageStore UsageOf(IApiKeyStore store) => _host.Get<IApiKeyUsageStore>();
}
