using System.Data.Common;
using System.Net.Sockets;
using ApiKeys.DependencyInjection;
using ApiKeys.Management;
using ApiKeys.Stores;
using ApiKeys.Stores.EfCore;
using Microsoft.EntityFrameworkCore;

namespace QuickStart;

/// <summary>Where the sample keeps its keys: in memory, or in PostgreSQL where it is given a connection string.</summary>
internal static class Storage
{
    /// <summary>Chooses the store. A service with an EF Core context of its own names that one instead of <see cref="ApiKeysDbContext"/>.</summary>
    public static ApiKeysBuilder AddStorage(this ApiKeysBuilder keys, string? postgres)
    {
        if (postgres is null)
        {
            return keys.AddInMemoryStore();
        }

        keys.Services.AddPooledDbContextFactory<ApiKeysDbContext>(options => options.UseNpgsql(postgres));
        return keys.AddEntityFrameworkStores<ApiKeysDbContext>();
    }

    /// <summary>Brings the tables up to date and tells how many keys of earlier starts there are; in memory there are none. Null where the database cannot be reached, which is said.</summary>
    public static async Task<long?> PrepareAsync(IServiceProvider services)
    {
        try
        {
            return await MigrateAsync(services);
        }
        catch (Exception exception) when (exception is DbException or ArgumentException or SocketException or ApiKeyStoreUnavailableException)
        {
            await Console.Error.WriteLineAsync($"The database of --postgres cannot be used: {exception.Message}");
            return null;
        }
    }

    private static async Task<long> MigrateAsync(IServiceProvider services)
    {
        if (services.GetService<IDbContextFactory<ApiKeysDbContext>>() is not { } contexts)
        {
            return 0;
        }

        await using var context = await contexts.CreateDbContextAsync();
        await context.Database.MigrateAsync();
        return await services.GetRequiredService<ApiKeyDirectory>().CountAsync(new ApiKeyListRequest(), ApiKeyActor.Host, CancellationToken.None);
    }
}
