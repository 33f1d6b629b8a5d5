using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.Stores.EfCore.Tests.Servers;

/// <summary>Hosts with what a test asks of their context.</summary>
internal static class AppHost
{
    /// <summary>A host on a database that has the tables, whose context is set up further.</summary>
    public static StoreHost<AppDbContext> Create(TestDatabase database, Action<DbContextOptionsBuilder> context, Action<IServiceCollection>? services = null) =>
        new(database, all =>
        {
            all.AddDbContextFactory<AppDbContext>(builder =>
            {
                database.Use(builder);
                context(builder);
            });
            services?.Invoke(all);
        });

    public static async Task AddAsync(this IApiKeyStore store, ApiKeyRecord record) =>
        Assert.That(await store.ApplyAsync(ApiKeyChange.Add(record), CancellationToken.None), Is.EqualTo(ApiKeyChangeOutcome.Applied));
}
