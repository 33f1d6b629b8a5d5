using ApiKeys.Management;
using ApiKeys.Verification;
using Npgsql;

namespace ApiKeys.Benchmarks.Store;

/// <summary>A verification that asks the database, beside the same SQL without the library.</summary>
internal static class ColdVerification
{
    private const int Keys = 500;
    private const int Calls = 8_000;

    public static async Task RunAsync(BenchmarkServer server, Report report)
    {
        var connectionString = server.CreateDatabase();
        var texts = await IssueAsync(connectionString);
        var (sql, parameter) = await TapAsync(connectionString, texts[0]);
        var ids = await LookupIdsAsync(connectionString);
        await using var source = NpgsqlDataSource.Create(connectionString);
        using var host = new BenchmarkHost(connectionString, null, builder => builder.ConfigureCache(cache => cache.Lifetime = TimeSpan.Zero));
        var verifier = host.Get<ApiKeyVerifier>();
        var times = await Measure.TimesAsync(
            Calls,
            async i => Check((await verifier.VerifyAsync(texts[i % texts.Count], default, CancellationToken.None)).Succeeded),
            async i => Check(await ReadAsync(source, sql, parameter, ids[i % ids.Count]) > 0),
            async i => Check(await host.Store.FindByLookupIdAsync(ids[i % ids.Count], CancellationToken.None) is not null));
        report.AddTimes("cold verification, context factory", times[0], times[1], "the same SQL by raw Npgsql", "≤ 1.50");
        report.AddTimes("of that the store's read", times[2], times[1], "the same SQL by raw Npgsql", "");
    }

    private static async Task<List<string>> IssueAsync(string connectionString)
    {
        using var host = new BenchmarkHost(connectionString);
        await host.MigrateAsync();
        var texts = new List<string>();
        for (var i = 0; i < Keys; i++)
        {
            var request = new IssueApiKeyRequest { Name = $"key {i}", Environment = "live" };
            texts.Add((await host.Get<ApiKeyManager>().IssueAsync(request, CancellationToken.None)).Value!.Secret.Reveal());
        }

        BenchmarkServer.Execute(connectionString, "VACUUM ANALYZE");
        return texts;
    }

    private static async Task<(string Sql, string Parameter)> TapAsync(string connectionString, string text)
    {
        var tap = new CommandTap();
        using var host = new BenchmarkHost(connectionString, tap);
        Check((await host.Get<ApiKeyVerifier>().VerifyAsync(text, default, CancellationToken.None)).Succeeded);
        return (tap.Text, tap.Parameters.Single());
    }

    private static async Task<List<string>> LookupIdsAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand("SELECT lookup_id FROM api_key_secrets ORDER BY created_at, lookup_id");
        await using var reader = await command.ExecuteReaderAsync();
        var ids = new List<string>();
        while (await reader.ReadAsync())
        {
            ids.Add(reader.GetString(0));
        }

        return ids;
    }

    private static async Task<int> ReadAsync(NpgsqlDataSource source, string sql, string parameter, string lookupId)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue(parameter.TrimStart('@'), lookupId);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new object[reader.FieldCount];
        var rows = 0;
        while (await reader.ReadAsync())
        {
            reader.GetValues(values);
            rows++;
        }

        return rows;
    }

    private static void Check(bool isFine)
    {
        if (!isFine)
        {
            throw new InvalidOperationException("A key that was issued is not found.");
        }
    }
}
