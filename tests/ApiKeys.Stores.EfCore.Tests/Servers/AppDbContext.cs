using Microsoft.EntityFrameworkCore;

namespace ApiKeys.Stores.EfCore.Tests.Servers;

/// <summary>A host's own context, as a new user writes it.</summary>
internal sealed class AppDbContext(DbContextOptions<AppDbContext> options) : DbContext(options)
{
    public DbSet<Invoice> Invoices => Set<Invoice>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.UseApiKeys();
}
