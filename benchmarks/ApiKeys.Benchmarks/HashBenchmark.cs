using ApiKeys.Benchmarks.Hash;

namespace ApiKeys.Benchmarks;

/// <summary>What hashes cost, beside libargon2 and crypt_r in the same run; what the second request with a slow hash costs; what a flood of unknown keys does to everybody else.</summary>
internal static class HashBenchmark
{
    private static readonly (string Name, Func<Task> Run)[] Parts =
    [
        ("cost", HashCost.RunAsync),
        ("second", SecondRequest.RunAsync),
        ("flood", Flood.RunAsync),
    ];

    public static async Task RunAsync(string[] names)
    {
        foreach (var (_, run) in Parts.Where(part => names.Length == 0 || names.Contains(part.Name)))
        {
            await run();
            Console.WriteLine();
        }
    }
}
