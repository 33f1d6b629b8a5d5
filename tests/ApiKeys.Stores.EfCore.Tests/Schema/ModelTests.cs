using ApiKeys.Stores.EfCore.Entities;
using ApiKeys.Stores.EfCore.Tests.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace ApiKeys.Stores.EfCore.Tests.Schema;

internal sealed class ModelTests
{
    [TestCase(Engine.PostgreSql, "C")]
    [TestCase(Engine.Sqlite, "BINARY")]
    public void AC_040_every_text_compares_letter_by_letter_and_the_lookup_id_is_unique(Engine engine, string collation)
    {
        var model = ModelOf<ApiKeysDbContext>(engine);
        var texts = Ours(model).SelectMany(type => type.GetProperties()).Where(property => property.ClrType == typeof(string)).ToList();
        var secrets = model.FindEntityType(typeof(ApiKeySecretEntity))!;

        Assert.Multiple(() =>
        {
            Assert.That(texts, Has.Count.AtLeast(40));
            Assert.That(texts.Where(property => property.GetCollation() != collation), Is.Empty);
            Assert.That(secrets.FindPrimaryKey()!.Properties.Single().Name, Is.EqualTo(nameof(ApiKeySecretEntity.LookupId)), "a primary key is a unique index");
        });
    }

    [Test]
    public void AC_040_a_host_on_PostgreSQL_gets_the_collation_without_asking_for_it()
    {
        var id = ModelOf<AppDbContext>(Engine.PostgreSql).FindEntityType(typeof(ApiKeySecretEntity))!.FindProperty(nameof(ApiKeySecretEntity.LookupId))!;

        Assert.That(id.GetCollation(), Is.EqualTo("C"));
    }

    [TestCase(Engine.PostgreSql)]
    [TestCase(Engine.Sqlite)]
    public void AC_040_the_database_itself_refuses_a_second_row_with_a_lookup_id_and_takes_another_case(Engine engine)
    {
        using var host = StoreHost<AppDbContext>.Create(engine);
        Insert("LoOkUp");
        Assert.That(() => Insert("LoOkUp"), Throws.InstanceOf<System.Data.Common.DbException>());
        Assert.That(() => Insert("lookup"), Throws.Nothing);

        void Insert(string lookupId)
        {
            var id = Guid.NewGuid().ToString();
            host.Database.Execute($"""
                INSERT INTO api_keys (id, name, name_search, mode, is_unrestricted, scopes, rate_limits, metadata, created_at, version)
                VALUES ('{id}', 'n', 'N', 0, '0', '', '[]', '{"{}"}', '2026-01-01 00:00:00', 1)
                """);
            host.Database.Execute($"""
                INSERT INTO api_key_secrets (lookup_id, key_id, position, hash, hint_prefix, hint_last, created_at) VALUES ('{lookupId}', '{id}', 0, '$', '', '', '2026-01-01 00:00:00')
                """);
        }
    }

    [TestCase(Engine.PostgreSql)]
    [TestCase(Engine.Sqlite)]
    public void Every_text_has_a_longest_length(Engine engine) =>
        Assert.That(Ours(ModelOf<AppDbContext>(engine)).SelectMany(type => type.GetProperties()).Where(property => property.ClrType == typeof(string) && property.GetMaxLength() is null), Is.Empty);

    [Test]
    public void AC_178_no_column_is_named_for_a_secret_or_a_key_text()
    {
        var columns = Ours(ModelOf<AppDbContext>(Engine.PostgreSql)).SelectMany(type => type.GetProperties()).Select(property => property.Name);

        Assert.That(columns.Where(name => name is "Secret" or "Text" or "KeyText" or "Token"), Is.Empty);
    }

    private static IEnumerable<IEntityType> Ours(IModel model) => model.GetEntityTypes().Where(type => type.ClrType.Assembly == typeof(ApiKeyEntity).Assembly);

    private static IModel ModelOf<TContext>(Engine engine)
        where TContext : DbContext
    {
        var options = new DbContextOptionsBuilder<TContext>();
        _ = engine == Engine.PostgreSql ? options.UseNpgsql("Host=nowhere") : (DbContextOptionsBuilder)options.UseSqlite("Data Source=nowhere");
        using var context = (TContext)Activator.CreateInstance(typeof(TContext), options.Options)!;
        return context.GetService<IDesignTimeModel>().Model;
    }
}
