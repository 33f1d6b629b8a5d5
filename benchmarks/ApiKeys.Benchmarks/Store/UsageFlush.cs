using System.Diagnostics;
using System.Net;
using ApiKeys.Stores;
using Npgsql;

namespace ApiKeys.Benchmarks.Store;

/// <summary>Batches of usage, beside the plainest upsert of as many rows.</summary>
internal static class UsageFlush
{
    private const int BatchSize = 10_000;
    private const int Batches = 10;
    private const int Rounds = 6;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 10, 0, 0, TimeSpan.Zero);
    private static readonly IPAddress Address = IPAddress.Parse("192.0.2.1");

    public static async Task RunAsync(BenchmarkServer server, Report report)
    {
        var connectionString = server.CreateDatabase();
        using var host = new BenchmarkHost(connectionString);
        await host.MigrateAsync();
        var store = host.Get<IApiKeyUsageStore>();
        BenchmarkServer.Execute(connectionString, "CREATE TABLE plain (id text COLLATE \"C\" PRIMARY KEY, count bigint NOT NULL)");
        await using var source = NpgsqlDataSource.Create(connectionString);
        var ids = Enumerable.Range(0, BatchSize * Batches).Select(i => Guid.CreateVersion7(Start.AddMilliseconds(i * 100)).ToString()).ToArray();
        var (fresh, known, plain) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            for (var batch = 0; batch < Batches; batch++)
            {
                var some = ids[(batch * BatchSize)..((batch + 1) * BatchSize)];
                var usage = new UsageBatch(Guid.NewGuid(), [.. some.Select(id => new SecretUsage(id, id[20..], 3, Start.AddSeconds(round), Address))]);
                (round == 0 ? fresh : known).Add(await RateAsync(async () => await store.AddAsync(usage, CancellationToken.None)));
                plain.Add(await RateAsync(() => PlainAsync(source, some)));
            }
        }

        report.AddRates("usage flush, keys, batches of 10,000, counted before", Measure.Median(known), Measure.Median(plain), "rows of one upsert into one table with one count", "≥ 50,000/s");
        report.AddRates("usage flush, keys, batches of 10,000, for the first time", Measure.Median(fresh), Measure.Median(plain), "rows of one upsert into one table with one count", "≥ 50,000/s");
    }

    private static async Task<double> RateAsync(Func<Task> work)
    {
        var began = Stopwatch.GetTimestamp();
        await work();
        return BatchSize / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static async Task PlainAsync(NpgsqlDataSource source, string[] ids)
    {
        await using var command = source.CreateCommand("INSERT INTO plain AS kept SELECT i, 3 FROM unnest($1) AS u(i) ON CONFLICT (id) DO UPDATE SET count = kept.count + excluded.count");
        command.Parameters.AddWithValue(ids);
        await command.ExecuteNonQueryAsync();
    }
}
