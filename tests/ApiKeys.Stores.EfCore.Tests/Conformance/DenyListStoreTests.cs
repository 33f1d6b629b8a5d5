using ApiKeys.Stores.Conformance;
using ApiKeys.Stores.EfCore.Tests.Servers;

namespace ApiKeys.Stores.EfCore.Tests.Conformance;

[TestFixture(Engine.PostgreSql)]
[TestFixture(Engine.Sqlite)]
internal sealed class DenyListStoreTests(Engine engine) : DenyListStoreConformance
{
    private readonly List<StoreHost<AppDbContext>> _hosts = [];

    [TearDown]
    public void Leave()
    {
        _hosts.ForEach(host => host.Dispose());
        _hosts.Clear();
    }

    protected override ValueTask<IApiKeyDenyListStore> CreateAsync() => ValueTask.FromResult(NewHost().Get<IApiKeyDenyListStore>());

    protected override IApiKeyAuditStore? AuditOf(IApiKeyDenyListStore store) => _hosts[^1].Get<IApiKeyAuditStore>();

    private StoreHost<AppDbContext> NewHost()
    {
        var host = StoreHost<AppDbContext>.Create(engine);
        _hosts.Add(host);
        return host;
    }
}
