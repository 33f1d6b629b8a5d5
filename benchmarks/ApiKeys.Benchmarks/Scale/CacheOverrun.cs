using System.Diagnostics;
using System.Globalization;
using ApiKeys.Benchmarks.Store;

namespace ApiKeys.Benchmarks.Scale;

/// <summary>All keys in turn, again and again, under the default options: as many as the cache holds, and ten times as many. Long enough for what is remembered to end.</summary>
internal static class CacheOverrun
{
    private const int Block = 1_000;
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(6);

    public static async Task AddAsync(Report report, LookupPlace place)
    {
        var next = 0;
        await RunAsync(Before);
        var times = await RunAsync(Duration);
        times.Sort();
        var name = string.Create(CultureInfo.InvariantCulture, $"verification of all in turn under the default options, {place.Texts.Count:N0} keys ({place.Host.Cache.KnownCount:N0} remembered)");
        report.Add(name, string.Create(CultureInfo.InvariantCulture, $"{times.Average():N0} ns on average"), string.Create(CultureInfo.InvariantCulture, $"{times[times.Count / 2]:N0} ns the median of blocks of {Block:N0}, {times[(int)(times.Count * 0.99)]:N0} ns their 99th percentile"), "", "");

        async Task<List<double>> RunAsync(TimeSpan duration)
        {
            var blocks = new List<double>();
            for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < duration; next = (next + Block) % place.Texts.Count)
            {
                blocks.Add(await LookupPlace.TimeAsync(Block, i => LookupPlace.VerifyAsync(place.Host, place.Texts[(next + i) % place.Texts.Count])));
            }

            return blocks;
        }
    }
}
