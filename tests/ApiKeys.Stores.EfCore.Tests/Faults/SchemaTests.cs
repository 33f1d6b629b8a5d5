using ApiKeys.Stores.EfCore.Tests.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.Stores.EfCore.Tests.Faults;

[TestFixture(Engine.PostgreSql)]
[TestFixture(Engine.Sqlite)]
internal sealed class SchemaTests(Engine engine)
{
    [TestCase("UPDATE api_key_schema SET version = 0, name = '20200101000000_Older'", "schema 0 (20200101000000_Older)")]
    [TestCase("UPDATE api_key_schema SET version = 99, name = '20990101000000_Newer'", "schema 99 (20990101000000_Newer)")]
    [TestCase("DELETE FROM api_key_schema", "no schema")]
    [TestCase("DROP TABLE api_key_schema", "no schema")]
    public void FC_33_an_older_or_newer_schema_stops_the_start_with_its_name(string change, string found)
    {
        using var host = StoreHost<AppDbContext>.Create(engine);
        host.Database.Execute(change);
        Assert.That(
            async () => await host.Get<IApiKeyStoreStartup>().CheckAsync(CancellationToken.None),
            Throws.TypeOf<ApiKeyStoreSchemaException>().With.Message.Contains(found).And.Message.Contains("20261128000000_ImportedSecrets"));
    }

    [Test]
    public async Task FC_33_the_right_schema_is_let_pass()
    {
        using var host = StoreHost<AppDbContext>.Create(engine);
        await host.Get<IApiKeyStoreStartup>().CheckAsync(CancellationToken.None);
    }

    [Test]
    public void A_database_that_does_not_answer_is_no_wrong_schema()
    {
        using var database = new TestDatabase(engine);
        using var host = new StoreHost<AppDbContext>(database, services => services.AddDbContextFactory<AppDbContext>(context =>
            _ = engine == Engine.PostgreSql ? context.UseNpgsql("Host=/nowhere;Timeout=1") : context.UseSqlite("Data Source=/nowhere/at/all")));
        Assert.That(async () => await host.Get<IApiKeyStoreStartup>().CheckAsync(CancellationToken.None), Throws.InstanceOf<Exception>().And.Not.TypeOf<ApiKeyStoreSchemaException>());
    }
}
