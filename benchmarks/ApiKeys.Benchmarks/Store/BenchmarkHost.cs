using ApiKeys.DependencyInjection;
using ApiKeys.Stores;
using ApiKeys.Stores.EfCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiKeys.Benchmarks.Store;

/// <summary>One node with the library's own context from a pooled factory.</summary>
internal sealed class BenchmarkHost : IDisposable
{
    private readonly ServiceProvider _services;

    public BenchmarkHost(string connectionString, IInterceptor? interceptor = null, Action<ApiKeysBuilder>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        services.AddPooledDbContextFactory<ApiKeysDbContext>(options =>
        {
            options.UseNpgsql(connectionString);
            _ = interceptor is null ? options : options.AddInterceptors(interceptor);
        });
        var builder = services.AddApiKeys(options => options.Environment = "live").AddEntityFrameworkStores<ApiKeysDbContext>();
        configure?.Invoke(builder);
        _services = services.BuildServiceProvider();
    }

    /// <summary>The store itself, without cache and guard.</summary>
    public IApiKeyStore Store => _services.GetRequiredKeyedService<IApiKeyStore>(ApiKeysBuilder.InnerStoreKey);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task MigrateAsync()
    {
        await using var context = await Get<IDbContextFactory<ApiKeysDbContext>>().CreateDbContextAsync();
        await context.Database.MigrateAsync();
    }

    public void Dispose() => _services.Dispose();
}
