using System.Globalization;

namespace ApiKeys.Benchmarks.Hash;

/// <summary>Runs several ways to the same hash in turn, so that all of them meet the same weather, and prints medians beside the first one.</summary>
internal sealed class HashRace(string title, int rounds)
{
    private readonly List<(string Name, int Hashes, Action Run)> _runners = [];

    /// <summary>Adds a way; the first is the baseline.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="hashes">How many hashes one run makes.</param>
    /// <param name="run">One run.</param>
    public HashRace Add(string name, int hashes, Action run)
    {
        _runners.Add((name, hashes, run));
        return this;
    }

    public void Print()
    {
        _runners.ForEach(runner => runner.Run());
        var samples = _runners.ConvertAll(_ => new List<Usage>());
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (i, runner) in _runners.Index())
            {
                var start = Usage.Now;
                runner.Run();
                samples[i].Add(Usage.Now - start);
            }
        }

        Console.WriteLine($"| {title} | CPU time a hash | ratio | managed bytes | page faults |");
        Console.WriteLine("|---|--:|--:|--:|--:|");
        var baseline = Median(samples[0], sample => sample.CpuSeconds) / _runners[0].Hashes;
        foreach (var ((name, hashes, _), used) in _runners.Zip(samples))
        {
            var seconds = Median(used, sample => sample.CpuSeconds) / hashes;
            var bytes = Median(used, sample => sample.AllocatedBytes) / hashes;
            var faults = Median(used, sample => sample.PageFaults) / hashes;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {Show(seconds)} | {seconds / baseline:0.00} | {bytes:#,0} | {faults:#,0} |"));
        }

        Console.WriteLine();
    }

    private static double Median(List<Usage> samples, Func<Usage, double> value) => samples.Select(value).Order().ElementAt(samples.Count / 2);

    private static string Show(double seconds) => seconds < 0.001
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:0.00} µs")
        : string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e3:0.0} ms");
}
