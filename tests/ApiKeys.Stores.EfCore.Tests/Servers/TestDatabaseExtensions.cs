using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.Stores.EfCore.Tests.Servers;

internal static class TestDatabaseExtensions
{
    public static IServiceCollection AddPooledDbContextFactoryOf<TContext>(this IServiceCollection services, TestDatabase database)
        where TContext : DbContext => services.AddPooledDbContextFactory<TContext>(database.Use);
}
