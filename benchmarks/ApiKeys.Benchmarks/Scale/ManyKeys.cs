using ApiKeys.Benchmarks.Store;
using ApiKeys.DependencyInjection;

namespace ApiKeys.Benchmarks.Scale;

/// <summary>A million keys in the store in memory: what they weigh, and whether they are found as fast as a thousand.</summary>
internal static class ManyKeys
{
    private const int Keys = 1_000_000;

    public static void WithoutAudit(ApiKeysBuilder keys) => keys.ConfigureLogs(logs => logs.ManagementActivity = false);

    public static async Task RunAsync(Report report)
    {
        using var million = await KeyShelf.FillAsync(Keys, WithoutAudit);
        var weights = new Report();
        await KeyMemory.RunAsync(weights, million);
        Console.WriteLine(weights);
        await LookupTimes.RunAsync(report, million);
    }
}
