using ApiKeys.Stores.EfCore.Tests.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ApiKeys.Stores.EfCore.Tests.Schema;

internal sealed class MigrationTests
{
    private const string Accept = "APIKEYS_ACCEPT_SQL";

    [Test]
    public void The_migrations_lead_to_the_model()
    {
        using var database = new TestDatabase(Engine.PostgreSql);
        using var context = Context(database);
        Assert.That(context.Database.HasPendingModelChanges(), Is.False);
        context.Database.Migrate();
        Assert.That(context.Database.GetPendingMigrations(), Is.Empty);
        Assert.That(Columns(database), Is.EqualTo(ColumnsOfTheModel()).And.Not.Empty);
    }

    [Test]
    public void The_migrations_can_be_taken_back()
    {
        using var database = new TestDatabase(Engine.PostgreSql);
        using var context = Context(database);
        context.Database.Migrate();
        context.GetService<IMigrator>().Migrate(Migration.InitialDatabase);
        Assert.That(Columns(database), Is.Empty);
    }

    [Test]
    public async Task A_host_without_a_context_of_its_own_is_served_by_ours()
    {
        using var database = new TestDatabase(Engine.PostgreSql);
        await using (var context = Context(database))
        {
            await context.Database.MigrateAsync();
        }

        using var host = new StoreHost<ApiKeysDbContext>(database, services => services.AddPooledDbContextFactoryOf<ApiKeysDbContext>(database));
        await host.Get<IApiKeyStoreStartup>().CheckAsync(CancellationToken.None);
        var record = Keys.Record();
        Assert.That(await host.Store.ApplyAsync(ApiKeyChange.Add(record), CancellationToken.None), Is.EqualTo(ApiKeyChangeOutcome.Applied));
        Assert.That((await host.Store.FindByLookupIdAsync(record.Secrets[0].LookupId, CancellationToken.None))!.Id, Is.EqualTo(record.Id));
    }

    [Test]
    public void Other_databases_are_told_to_use_a_context_of_their_own()
    {
        using var database = new TestDatabase(Engine.Sqlite);
        using var context = Context(database);
        Assert.That(() => context.GetService<IMigrator>().Migrate(), Throws.InstanceOf<Exception>().With.Message.Contains("UseApiKeys").Or.InstanceOf<InvalidOperationException>());
    }

    [Test]
    public void The_script_is_what_the_migrations_do()
    {
        using var database = new TestDatabase(Engine.PostgreSql);
        using var context = Context(database);
        var file = Path.Combine(Root(), "docs", "sql", "postgresql.sql");
        var script = context.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent).ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, script);
        }

        Assert.That(File.ReadAllText(file), Is.EqualTo(script), $"{Accept}=1 writes docs/sql/postgresql.sql anew.");
        database.Execute(script);
        database.Execute(script);
        Assert.That(Columns(database), Is.EqualTo(ColumnsOfTheModel()));
    }

    private static List<string> ColumnsOfTheModel()
    {
        using var database = new TestDatabase(Engine.PostgreSql);
        using var context = Context(database);
        context.Database.EnsureCreated();
        return Columns(database);
    }

    private static List<string> Columns(TestDatabase database)
    {
        using var context = Context(database);
        return [.. context.Database.SqlQueryRaw<string>("""
            SELECT concat_ws(' ', table_name, column_name, data_type, character_maximum_length, is_nullable, collation_name) AS "Value"
            FROM information_schema.columns WHERE table_name LIKE 'api\_%'
            UNION ALL SELECT concat_ws(' ', relname, reloptions::text) FROM pg_class WHERE relname LIKE 'api\_%' AND relkind = 'r'
            UNION ALL SELECT indexdef FROM pg_indexes WHERE tablename LIKE 'api\_%' ORDER BY 1
            """)];
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ApiKeys.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("There is no ApiKeys.sln above the tests.");
        }

        return folder.FullName;
    }

    private static ApiKeysDbContext Context(TestDatabase database)
    {
        var options = new DbContextOptionsBuilder<ApiKeysDbContext>();
        database.Use(options);
        return new ApiKeysDbContext(options.Options);
    }
}
