using ApiKeys.Benchmarks.Scale;
using ApiKeys.Benchmarks.Store;

namespace ApiKeys.Benchmarks;

/// <summary>What many keys, many wrong keys, a second thread and a fresh process cost, each beside its goal. The names of parts run those alone.</summary>
internal static class ScaleBenchmark
{
    private static readonly (string Name, Func<Report, Task> Run)[] Parts =
    [
        ("memory", KeyMemory.RunAsync),
        ("lookup", LookupTimes.RunAsync),
        ("flood", UnknownFlood.RunAsync),
        ("threads", TwoThreads.RunAsync),
        ("cold", ColdStart.RunAsync),
    ];

    public static async Task RunAsync(string[] names)
    {
        if (names is [ColdStart.ChildMode, .. var child])
        {
            await ColdChild.RunAsync(child);
            return;
        }

        foreach (var (name, run) in Parts.Where(part => names.Length == 0 || names.Contains(part.Name)))
        {
            await Console.Error.WriteLineAsync($"{name} …");
            var report = new Report();
            await run(report);
            Console.WriteLine(report);
        }
    }
}
