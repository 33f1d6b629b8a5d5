using ApiKeys.Stores.Conformance;
using ApiKeys.Stores.EfCore.Stores;
using ApiKeys.Stores.EfCore.Tests.Servers;
using ApiKeys.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.Stores.EfCore.Tests.Conformance;

[TestFixture(Engine.PostgreSql)]
[TestFixture(Engine.Sqlite)]
internal sealed class ReplayStoreTests(Engine engine) : ReplayStoreConformance
{
    private readonly List<IDisposable> _hosts = [];
    private readonly ManualTimeProvider _clock = new();

    [TearDown]
    public void Leave()
    {
        _hosts.ForEach(host => host.Dispose());
        _hosts.Clear();
    }

    protected override ValueTask<IReplayStore> CreateAsync()
    {
        var host = StoreHost<AppDbContext>.Create(engine, services => services.AddSingleton<TimeProvider>(_clock).AddSingleton(new StoreClock(_clock) { IsOfProcess = true }));
        _hosts.Add(host);
        return ValueTask.FromResult(host.Get<IReplayStore>());
    }

    protected override ValueTask PassAsync(TimeSpan duration)
    {
        _clock.Advance(duration);
        return ValueTask.CompletedTask;
    }
}
