using ApiKeys.Stores.EfCore.Entities;
using ApiKeys.Stores.EfCore.Tests.Servers;
using Microsoft.EntityFrameworkCore;

namespace ApiKeys.Stores.EfCore.Tests.Behaviour;

/// <summary>The database's collation may lie: a row is only believed when its id is the one that was asked for, letter by letter.</summary>
internal sealed class CollationTests
{
    [Test]
    public async Task AC_034_on_a_collation_without_case_other_spellings_of_an_id_find_nothing()
    {
        using var host = StoreHost<CarelessContext>.Create(Engine.Sqlite);
        var record = Keys.Record() with { Id = "AbC", Secrets = [Keys.Secret("LoOkUp")] };
        await host.Store.AddAsync(record);
        foreach (var id in new[] { "lookup", "LOOKUP", "lOoKuP" })
        {
            Assert.That(await host.Store.FindByLookupIdAsync(id, CancellationToken.None), Is.Null, id);
        }

        Assert.That(await host.Store.FindByIdAsync("abc", CancellationToken.None), Is.Null);
        Assert.That(await host.Store.FindByIdAsync("AbC", CancellationToken.None), Is.Not.Null);
        Assert.That(await host.Store.FindByLookupIdAsync("LoOkUp", CancellationToken.None), Is.Not.Null, "the right spelling still finds it");
    }

    [Test]
    public async Task AC_038_of_two_rows_that_the_database_holds_for_equal_the_right_one_is_found()
    {
        using var host = StoreHost<CarelessContext>.Create(Engine.Sqlite);

        // Without its primary key the table takes both.
        host.Database.Execute("""
            PRAGMA foreign_keys = OFF;
            CREATE TABLE copy (lookup_id TEXT COLLATE NOCASE, key_id TEXT, position INTEGER, hash TEXT, hint_prefix TEXT, hint_last TEXT, created_at TEXT, not_before_at TEXT, expires_at TEXT, imported_format TEXT);
            DROP TABLE api_key_secrets;
            ALTER TABLE copy RENAME TO api_key_secrets;
            """);
        var first = Keys.Record("first") with { Secrets = [Keys.Secret("abcd")] };
        var second = Keys.Record("second") with { Secrets = [Keys.Secret("ABCD")] };
        await host.Store.AddAsync(first);
        host.Database.Execute($"""
            INSERT INTO api_keys SELECT * FROM (SELECT * FROM api_keys LIMIT 0);
            INSERT INTO api_key_secrets SELECT 'ABCD', '{second.Id}', 0, hash, hint_prefix, hint_last, created_at, null, null, null FROM api_key_secrets;
            CREATE TEMP TABLE other AS SELECT * FROM api_keys;
            UPDATE other SET id = '{second.Id}', name = 'second';
            INSERT INTO api_keys SELECT * FROM other;
            """);
        Assert.That((await host.Store.FindByLookupIdAsync("abcd", CancellationToken.None))!.Name, Is.EqualTo("first"));
        Assert.That((await host.Store.FindByLookupIdAsync("ABCD", CancellationToken.None))!.Name, Is.EqualTo("second"));
        Assert.That(await host.Store.FindByLookupIdAsync("AbCd", CancellationToken.None), Is.Null);
    }

    /// <summary>A host that has taken the library's collation away.</summary>
    private sealed class CarelessContext(DbContextOptions<CarelessContext> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.UseApiKeys();
            modelBuilder.Entity<ApiKeyEntity>().Property(key => key.Id).UseCollation("NOCASE");
            modelBuilder.Entity<ApiKeySecretEntity>().Property(secret => secret.LookupId).UseCollation("NOCASE");
            modelBuilder.Entity<ApiKeySecretEntity>().Property(secret => secret.KeyId).UseCollation("NOCASE");
        }
    }
}
