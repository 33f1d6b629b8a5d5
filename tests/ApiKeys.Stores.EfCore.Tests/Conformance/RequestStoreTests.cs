using ApiKeys.Stores.Conformance;
using ApiKeys.Stores.EfCore.Tests.Servers;

namespace ApiKeys.Stores.EfCore.Tests.Conformance;

[TestFixture(Engine.PostgreSql)]
[TestFixture(Engine.Sqlite)]
internal sealed class RequestStoreTests(Engine engine) : RequestStoreConformance
{
    private readonly List<IDisposable> _hosts = [];

    [TearDown]
    public void Leave()
    {
        _hosts.ForEach(host => host.Dispose());
        _hosts.Clear();
    }

    protected override ValueTask<IApiKeyRequestStore> CreateAsync() => ValueTask.FromResult(NewHost().Get<IApiKeyRequestStore>());

    private StoreHost<AppDbContext> NewHost()
    {
        var host = StoreHost<AppDbContext>.Create(engine);
        _hosts.Add(host);
        return host;
    }
}
