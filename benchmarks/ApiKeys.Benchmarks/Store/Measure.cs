using System.Diagnostics;

namespace ApiKeys.Benchmarks.Store;

/// <summary>Medians of what is done again and again. Two ways take turns, so that what disturbs one disturbs the other.</summary>
internal static class Measure
{
    private const int Blocks = 40;

    /// <summary>The median time of one call, one after another, in microseconds, of each way.</summary>
    public static async Task<double[]> TimesAsync(int calls, params Func<int, Task>[] ways)
    {
        var times = ways.Select(_ => new List<double>()).ToArray();
        var each = Math.Max(1, calls / Blocks);
        for (var block = -4; block < Blocks; block++)
        {
            for (var way = 0; way < ways.Length; way++)
            {
                for (var i = 0; i < each; i++)
                {
                    var began = Stopwatch.GetTimestamp();
                    await ways[way](((block + 4) * each) + i);
                    var time = Stopwatch.GetElapsedTime(began).TotalMicroseconds;
                    if (block >= 0)
                    {
                        times[way].Add(time);
                    }
                }
            }
        }

        return [.. times.Select(Median)];
    }

    /// <summary>How many calls a second many workers make, of each way.</summary>
    public static async Task<double[]> RatesAsync(int workers, TimeSpan round, params Func<int, int, Task>[] ways)
    {
        const int Rounds = 5;
        var rates = ways.Select(_ => new List<double>()).ToArray();
        for (var i = -1; i < Rounds; i++)
        {
            for (var way = 0; way < ways.Length; way++)
            {
                var rate = await RateAsync(workers, round, ways[way]);
                if (i >= 0)
                {
                    rates[way].Add(rate);
                }
            }
        }

        return [.. rates.Select(Median)];
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private static async Task<double> RateAsync(int workers, TimeSpan round, Func<int, int, Task> call)
    {
        var began = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, workers).Select(worker => Task.Run(async () =>
        {
            var count = 0;
            while (Stopwatch.GetElapsedTime(began) < round)
            {
                await call(worker, count++);
            }

            return count;
        })));
        return counts.Sum() / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
