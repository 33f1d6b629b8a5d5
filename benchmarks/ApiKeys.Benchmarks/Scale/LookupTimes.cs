using System.Globalization;
using ApiKeys.Benchmarks.Store;

namespace ApiKeys.Benchmarks.Scale;

/// <summary>Look-ups and verifications among a thousand keys and among a million, in turn, each key far from the one before.</summary>
internal static class LookupTimes
{
    private const int Rounds = 25;
    private const string Flat = "flat";
    private static readonly int[] Sizes = [1_000, 10_000, 100_000, ManyKeys.Count];

    public static async Task RunAsync(Report report)
    {
        var places = new List<LookupPlace>();
        foreach (var size in Sizes)
        {
            await Console.Error.WriteLineAsync($"  {size} keys …");
            places.Add(await LookupPlace.OpenAsync(await ManyKeys.FillAsync(size)));
        }

        var samples = places.ConvertAll(_ => LookupPlace.Ways.Select(_ => new List<double>()).ToArray());
        for (var round = -1; round < Rounds; round++)
        {
            foreach (var (i, place) in places.Index())
            {
                await place.RunAsync(round < 0 ? null : samples[i]);
            }
        }

        await Console.Error.WriteLineAsync("  default options …");
        var medians = samples.ConvertAll(ways => ways.Select(Measure.Median).ToArray());
        foreach (var (way, name) in LookupPlace.Ways.Index())
        {
            foreach (var (i, size) in Sizes.Index())
            {
                Add(report, name, size, medians[i][way], medians[0][way], medians[i][0]);
            }
        }

        foreach (var place in places)
        {
            await CacheOverrun.AddAsync(report, place);
            place.Dispose();
        }
    }

    private static void Add(Report report, string name, int size, double time, double least, double dictionary)
    {
        var baseline = string.Create(CultureInfo.InvariantCulture, $"{least:N0} ns among 1,000; {dictionary:N0} ns a plain dictionary of this size");
        report.Add(string.Create(CultureInfo.InvariantCulture, $"{name}, {size:N0} keys"), string.Create(CultureInfo.InvariantCulture, $"{time:N0} ns"), baseline, (time / least).ToString("0.00", CultureInfo.InvariantCulture), Flat);
    }
}
