using ApiKeys.Benchmarks.Store;

namespace ApiKeys.Benchmarks;

/// <summary>What the stores cost on PostgreSQL, each beside its baseline of the same run. A run takes some minutes; the names of parts run those alone.</summary>
internal static class StoreBenchmark
{
    private static readonly (string Name, Func<BenchmarkServer, Report, Task> Run)[] Parts =
    [
        ("cold", ColdVerification.RunAsync),
        ("flush", UsageFlush.RunAsync),
        ("counters", Counters.RunAsync),
        ("steady", SteadyLoad.RunAsync),
        ("scale", Store.Scale.RunAsync),
    ];

    public static async Task RunAsync(string[] names)
    {
        using var server = new BenchmarkServer();
        var report = new Report();
        foreach (var (name, run) in Parts.Where(part => names.Length == 0 || names.Contains(part.Name)))
        {
            await Console.Error.WriteLineAsync($"{name} …");
            await run(server, report);
        }

        Console.WriteLine("PostgreSQL with default settings (fsync on, 128 MB of shared buffers), over a Unix socket, synchronous_commit=off in the connection string. Medians.");
        Console.WriteLine();
        Console.Write(report);
    }
}
