using ApiKeys.DependencyInjection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.Stores.EfCore.Tests.Servers;

/// <summary>The library as a host wires it, on a database of the test's own.</summary>
internal sealed class StoreHost<TContext> : IDisposable
    where TContext : DbContext
{
    private readonly bool _ownsDatabase;
    private readonly ServiceProvider _services;

    public StoreHost(TestDatabase database, Action<IServiceCollection> configure)
    {
        Database = database;
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddApiKeys(options => options.Environment = "live").AddEntityFrameworkStores<TContext>()
            .ConfigureCache(cache => (cache.StoreTimeout, cache.ManagementTimeout) = (TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30)));
        configure(services);
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true });
    }

    private StoreHost(TestDatabase database, Action<IServiceCollection>? more, bool ownsDatabase)
        : this(database, services =>
        {
            services.AddPooledDbContextFactory<TContext>(database.Use);
            more?.Invoke(services);
        }) => _ownsDatabase = ownsDatabase;

    public TestDatabase Database { get; }

    public IServiceProvider Services => _services;

    /// <summary>The store itself, without cache and guard.</summary>
    public IApiKeyStore Store => _services.GetRequiredKeyedService<IApiKeyStore>(ApiKeysBuilder.InnerStoreKey);

    /// <summary>A host with a pooled factory and fresh tables; what <paramref name="more"/> adds comes last.</summary>
    public static StoreHost<TContext> Create(Engine engine, Action<IServiceCollection>? more = null) =>
        new(TestDatabase.With<TContext>(engine), more, ownsDatabase: true);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public void Dispose()
    {
        _services.Dispose();
        if (_ownsDatabase)
        {
            Database.Dispose();
        }
    }
}
