using System.Buffers.Binary;
using ApiKeys.Stores;
using Npgsql;

namespace ApiKeys.Benchmarks.Store;

/// <summary>Limits and signatures with 16 workers, beside one plain upsert or insert a call.</summary>
internal static class Counters
{
    private const int Workers = 16;
    private const int KeysEach = 500;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1.5);
    private static readonly RateLimit[] Limits = [RateLimit.PerHour(1_000_000_000)];

    public static async Task RunAsync(BenchmarkServer server, Report report)
    {
        var connectionString = server.CreateDatabase();
        using var host = new BenchmarkHost(connectionString);
        await host.MigrateAsync();
        BenchmarkServer.Execute(connectionString, "CREATE TABLE plain (id text COLLATE \"C\" PRIMARY KEY, count bigint NOT NULL)");
        await using var source = NpgsqlDataSource.Create(connectionString);
        await RatesAsync(report, host.Get<IRateLimitStore>(), source);
        await ReplaysAsync(report, host.Get<IReplayStore>(), source);
    }

    private static async Task RatesAsync(Report report, IRateLimitStore store, NpgsqlDataSource source)
    {
        var apart = await Measure.RatesAsync(
            Workers, Round, async (worker, i) => await store.TakeAsync(Key(worker, i), Limits, CancellationToken.None), (worker, i) => CountAsync(source, Key(worker, i)));
        report.AddRates("limit: permits taken, 16 workers, keys apart", apart[0], apart[1], "plain upserts", "");
        var hot = await Measure.RatesAsync(Workers, Round, async (_, _) => await store.TakeAsync("hot", Limits, CancellationToken.None), (_, _) => CountAsync(source, "hot"));
        report.AddRates("limit: permits taken, 16 workers, one key", hot[0], hot[1], "plain upserts", "");
        RateLimit[] spent = [RateLimit.PerHour(1)];
        var refused = await Measure.RatesAsync(Workers, Round, async (_, _) => await store.TakeAsync("hot", spent, CancellationToken.None), (_, _) => CountAsync(source, "hot"));
        report.AddRates("limit: refusals, 16 workers, one key", refused[0], refused[1], "plain upserts", "");
    }

    private static async Task ReplaysAsync(Report report, IReplayStore store, NpgsqlDataSource source)
    {
        var window = TimeSpan.FromMinutes(10);
        long number = 0;
        var apart = await Measure.RatesAsync(
            Workers, Round, async (worker, i) => await store.TryAddAsync(Key(worker, i), Signature(ref number), window, CancellationToken.None), (_, _) => CountAsync(source, Guid.NewGuid().ToString()));
        report.AddRates("signatures seen first, 16 workers, keys apart", apart[0], apart[1], "plain inserts", "");
        var hot = await Measure.RatesAsync(
            Workers, Round, async (_, _) => await store.TryAddAsync("hot", Signature(ref number), window, CancellationToken.None), (_, _) => CountAsync(source, Guid.NewGuid().ToString()));
        report.AddRates("signatures seen first, 16 workers, one key", hot[0], hot[1], "plain inserts", "");
        var again = new byte[32];
        var refused = await Measure.RatesAsync(
            Workers, Round, async (_, _) => await store.TryAddAsync("hot", again, window, CancellationToken.None), (_, _) => CountAsync(source, "hot"));
        report.AddRates("one signature again and again, 16 workers", refused[0], refused[1], "plain upserts of one row", "");
    }

    private static string Key(int worker, int i) => $"key-{worker}-{i % KeysEach}";

    private static byte[] Signature(ref long number)
    {
        var bytes = new byte[32];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, Interlocked.Increment(ref number));
        return bytes;
    }

    private static async Task CountAsync(NpgsqlDataSource source, string id)
    {
        await using var command = source.CreateCommand("INSERT INTO plain AS kept VALUES ($1, 1) ON CONFLICT (id) DO UPDATE SET count = kept.count + 1");
        command.Parameters.AddWithValue(id);
        await command.ExecuteNonQueryAsync();
    }
}
