using ApiKeys.Benchmarks.Foreign;
using ApiKeys.Benchmarks.Store;
using ApiKeys.DependencyInjection;
using ApiKeys.Stores.EfCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.Benchmarks;

/// <summary>Whether the time of an answer tells another tenant's key from none: management over Kestrel, on memory and on PostgreSQL (ATTACKS AC-116, AC-166).</summary>
internal static class ForeignBenchmark
{
    public static async Task RunAsync()
    {
        var report = new Report();
        await RunAsync("memory", keys => keys.AddInMemoryStore(), report);
        using var server = new BenchmarkServer();
        var connectionString = server.CreateDatabase();
        await using (var context = new ApiKeysDbContext(new DbContextOptionsBuilder<ApiKeysDbContext>().UseNpgsql(connectionString).Options))
        {
            await context.Database.MigrateAsync();
        }

        await RunAsync("PostgreSQL", keys => OnPostgreSql(keys, connectionString), report);
        Console.WriteLine("Another tenant's key beside no key at all, asked for in turn by one client over Kestrel on loopback. Medians.");
        Console.WriteLine();
        Console.Write(report);
    }

    private static async Task RunAsync(string store, Action<ApiKeysBuilder> addStore, Report report)
    {
        await Console.Error.WriteLineAsync($"{store} …");
        await using var node = await ManagementNode.StartAsync(addStore);
        foreach (var (method, path) in node.RoutesOfOneKey())
        {
            var (foreign, absent) = await AlternatingTimes.MeasureAsync(node, method, path);
            report.AddTimes($"`{method} /{{id}}{path}`, {store}", foreign, absent, "no key", "0.80 … 1.25");
        }
    }

    private static void OnPostgreSql(ApiKeysBuilder keys, string connectionString)
    {
        keys.Services.AddPooledDbContextFactory<ApiKeysDbContext>(options => options.UseNpgsql(connectionString));
        keys.AddEntityFrameworkStores<ApiKeysDbContext>();
    }
}
