using ApiKeys.Stores.EfCore.Tests.Servers;
using Npgsql;

namespace ApiKeys.Stores.EfCore.Tests.Import;

/// <summary>What finds imported keys does not grow with the number of keys.</summary>
internal sealed class ImportQueryTests
{
    private const int Keys = 20_000;

    [Test]
    public async Task Hints_and_the_report_are_read_by_index()
    {
        using var database = TestDatabase.With<AppDbContext>(Engine.PostgreSql);
        var recorder = new CommandRecorder();
        using var host = AppHost.Create(database, context => context.AddInterceptors(recorder));
        database.Execute($$"""
            INSERT INTO api_keys (id, name, name_search, mode, is_unrestricted, scopes, rate_limits, metadata, created_at, version)
            SELECT 'k' || n, 'n', 'N', 0, false, '', '[]', '{}', now(), 1 FROM generate_series(1, {{Keys}}) n;
            INSERT INTO api_key_secrets (lookup_id, key_id, position, hash, hint_prefix, hint_last, created_at, imported_format)
            SELECT CASE WHEN n % 1000 = 0 THEN 'hint:sk_live_:' || lpad(n::text, 5, '0') || ':0' ELSE 'o' || n END, 'k' || n, 0, '$', '', '', now(), CASE WHEN n % 1000 = 0 THEN 'sha256' END
            FROM generate_series(1, {{Keys}}) n;
            ANALYZE;
            """);
        var imports = (IApiKeyImportStore)host.Store;
        Assert.That(await imports.ListLookupIdsAsync("hint:sk_live_:01000:", 8, CancellationToken.None), Has.Count.EqualTo(1));
        Assert.That((await imports.CountImportedAsync(null, false, CancellationToken.None)).Single().Count, Is.EqualTo(Keys / 1000));
        var plans = recorder.Texts.Where(text => text.Contains("api_key_secrets", StringComparison.Ordinal)).Select(text => Explain(database, text)).ToList();
        Assert.That(plans, Has.Count.EqualTo(2));
        Assert.That(plans[0], Does.Contain("PK_api_key_secrets").And.Not.Contain("Seq Scan on api_key_secrets"));
        Assert.That(plans[1], Does.Contain("IX_api_key_secrets_imported_format").And.Not.Contain("Seq Scan on api_key_secrets"));
    }

    private static string Explain(TestDatabase database, string sql)
    {
        using var connection = new NpgsqlConnection(database.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "EXPLAIN " + sql;
        foreach (var (name, value) in new (string, object)[] { ("prefix", "hint:sk_live_:01000:"), ("end", "hint:sk_live_:01000;"), ("limit", 8), ("p", 8) })
        {
            if (sql.Contains($"@{name}", StringComparison.Ordinal))
            {
                command.Parameters.AddWithValue(name, value);
            }
        }

        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
        {
            lines.Add(reader.GetString(0));
        }

        return string.Join('\n', lines);
    }
}
