using System.Transactions;
using ApiKeys.Stores.EfCore.Entities;
using ApiKeys.Stores.EfCore.Tests.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.Stores.EfCore.Tests.Composition;

/// <summary>Whatever hosts do to their contexts, the stores do their work.</summary>
[TestFixture(Engine.PostgreSql)]
[TestFixture(Engine.Sqlite)]
internal sealed class ContextTests(Engine engine)
{
    [Test]
    public async Task Filters_of_the_host_hide_nothing_from_the_stores()
    {
        using var host = StoreHost<FilteringContext>.Create(engine);
        await Work.AllAsync(host);
    }

    [Test]
    public async Task Tables_columns_and_schema_may_have_other_names()
    {
        using var host = StoreHost<RenamingContext>.Create(engine);
        await Work.AllAsync(host);
    }

    [Test]
    public async Task A_context_without_a_factory_comes_from_a_scope_of_its_own()
    {
        using var database = TestDatabase.With<AppDbContext>(engine);
        using var host = new StoreHost<AppDbContext>(database, services => services.AddDbContext<AppDbContext>(database.Use));
        await Work.AllAsync(host);
    }

    [Test]
    public async Task A_scoped_factory_is_asked_in_a_scope()
    {
        using var database = TestDatabase.With<AppDbContext>(engine);
        using var host = new StoreHost<AppDbContext>(database, services => services.AddDbContextFactory<AppDbContext>(database.Use, ServiceLifetime.Scoped));
        await Work.AllAsync(host);
    }

    [Test]
    public async Task Split_queries_and_tracking_of_the_host_change_nothing()
    {
        using var database = TestDatabase.With<AppDbContext>(engine);
        using var host = AppHost.Create(database, context =>
        {
            _ = engine == Engine.PostgreSql
                ? context.UseNpgsql(npgsql => npgsql.UseQuerySplittingBehavior(QuerySplittingBehavior.SplitQuery))
                : context.UseSqlite(sqlite => sqlite.UseQuerySplittingBehavior(QuerySplittingBehavior.SplitQuery));
            context.UseQueryTrackingBehavior(QueryTrackingBehavior.NoTrackingWithIdentityResolution);
        });
        await Work.AllAsync(host);
    }

    [Test]
    public async Task A_transaction_scope_of_the_host_is_left_alone()
    {
        using var host = StoreHost<AppDbContext>.Create(engine);
        var record = Keys.Record();
        using (new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
        {
            await host.Store.AddAsync(record);
            Assert.That(await host.Store.FindByIdAsync(record.Id, CancellationToken.None), Is.Not.Null);
        }

        Assert.That(await host.Store.FindByIdAsync(record.Id, CancellationToken.None), Is.Not.Null, "the host has rolled back its own work, not ours");
    }

    [Test]
    public void A_context_without_the_tables_names_the_cure()
    {
        using var host = StoreHost<BareContext>.Create(engine);
        Assert.That(
            async () => await host.Store.FindByIdAsync("a", CancellationToken.None),
            Throws.InstanceOf<ApiKeyStoreSchemaException>().With.Message.Contains("UseApiKeys()").And.Message.Contains(nameof(BareContext)));
    }

    private sealed class BareContext(DbContextOptions<BareContext> options) : DbContext(options)
    {
        public DbSet<Invoice> Invoices => Set<Invoice>();
    }

    private sealed class FilteringContext(DbContextOptions<FilteringContext> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.UseApiKeys();
            modelBuilder.Entity<ApiKeyEntity>().HasQueryFilter(key => key.Name == "nobody");
            modelBuilder.Entity<ApiKeySecretEntity>().HasQueryFilter(secret => secret.Hash == "nobody");
            modelBuilder.Entity<ApiKeyAuditEntity>().HasQueryFilter(entry => entry.Id == "nobody");
            modelBuilder.Entity<ApiKeyIdempotencyEntity>().HasQueryFilter(entry => entry.Id == "nobody");
            modelBuilder.Entity<ApiKeyUsageEntity>().HasQueryFilter(use => use.Count < 0);
            modelBuilder.Entity<ApiKeyUsageHourEntity>().HasQueryFilter(hour => hour.Count < 0);
            modelBuilder.Entity<ApiKeyUsageBatchEntity>().HasQueryFilter(batch => batch.At < DateTimeOffset.UnixEpoch);
            modelBuilder.Entity<ApiKeyRateEntity>().HasQueryFilter(rate => rate.KeyId == "nobody");
            modelBuilder.Entity<ApiKeyReplayEntity>().HasQueryFilter(replay => replay.Id == "nobody");
            modelBuilder.Entity<ApiKeyFeedEntity>().HasQueryFilter(entry => entry.Position < 0);
            modelBuilder.Entity<ApiKeyFeedCounterEntity>().HasQueryFilter(counter => counter.Id < 0);
            modelBuilder.Entity<ApiKeySchemaEntity>().HasQueryFilter(schema => schema.Id < 0);
        }
    }

    private sealed class RenamingContext(DbContextOptions<RenamingContext> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.UseApiKeys(model => model.Schema = "security");
            modelBuilder.Entity<ApiKeyUsageEntity>().ToTable("Uses \"quoted\"", "other");
            modelBuilder.Entity<ApiKeyUsageEntity>().Property(use => use.LastUsedAt).HasColumnName("Last Used");
            modelBuilder.Entity<ApiKeyUsageBatchEntity>().ToTable("Batches");
            modelBuilder.Entity<ApiKeySecretEntity>().Property(secret => secret.LookupId).HasColumnName("Lookup");
        }
    }
}
