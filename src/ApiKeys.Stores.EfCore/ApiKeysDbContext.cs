using Microsoft.EntityFrameworkCore;

namespace ApiKeys.Stores.EfCore;

/// <summary>A context for hosts that have none of their own, or that keep API keys apart. Its migrations come with the library, for PostgreSQL.</summary>
/// <remarks><c>await context.Database.MigrateAsync()</c> makes the tables and brings them up to date; docs/sql/postgresql.sql is the same as a script.</remarks>
/// <param name="options">The host's choice of database.</param>
public sealed class ApiKeysDbContext(DbContextOptions<ApiKeysDbContext> options) : DbContext(options)
{
    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.UseApiKeys(model => model.ProviderName = Database.ProviderName);
    }
}
