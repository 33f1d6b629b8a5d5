using System.Globalization;
using System.Text.Json;

namespace ApiKeys.Benchmarks.Http;

/// <summary>Runs several ways in turn, one short round each, again and again, so that all of them meet the same weather.</summary>
internal sealed class LaneRace(string title, int requests)
{
    private const string Folder = "BenchmarkDotNet.Artifacts/results";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private const int Rounds = 31;
    private const int WarmUps = 12;
    private readonly List<(string Name, Action<int> Run)> _lanes = [];

    public LaneRace Add(string name, Action<int> run)
    {
        _lanes.Add((name, run));
        return this;
    }

    /// <summary>Runs the first way whose name begins so, once.</summary>
    public void RunOne(string name, int times) => _lanes.First(lane => lane.Name.StartsWith(name, StringComparison.Ordinal)).Run(times);

    /// <summary>What a request cost in each round, in nanoseconds of CPU time, and how many bytes it took.</summary>
    public List<LaneResult> Run()
    {
        // Compiled, instrumented and compiled again before anything counts.
        for (var i = 0; i < WarmUps; i++)
        {
            _lanes.ForEach(lane => lane.Run(requests));
            Thread.Sleep(100);
        }

        var results = _lanes.ConvertAll(lane => new LaneResult(lane.Name));
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (i, lane) in _lanes.Index())
            {
                var start = Hash.Usage.Now;
                lane.Run(requests);
                var used = Hash.Usage.Now - start;
                results[i].Add(used.CpuSeconds * 1e9 / requests, (double)used.AllocatedBytes / requests);
            }
        }

        Save(results);
        return results;
    }

    // Beside those of BenchmarkDotNet, with every round, for whoever wants to reckon anew.
    private void Save(List<LaneResult> results)
    {
        Directory.CreateDirectory(Folder);
        var lanes = results.Select(result => new { result.Name, result.Median, result.Bytes, result.Nanoseconds });
        File.WriteAllText(Path.Combine(Folder, $"http-{title}.json"), JsonSerializer.Serialize(new { title, requests, lanes }, Indented));
    }

    /// <summary>The median of one number a round, and the interval that holds it in 95 of 100 cases (order statistics 10 and 22 of 31).</summary>
    public static string Interval(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return string.Create(CultureInfo.InvariantCulture, $"{sorted[sorted.Count / 2]:0.00} ({sorted[9]:0.00}–{sorted[21]:0.00})");
    }
}
