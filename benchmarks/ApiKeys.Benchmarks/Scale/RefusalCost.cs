using System.Diagnostics;
using System.Globalization;
using ApiKeys.Benchmarks.Store;
using ApiKeys.Format;

namespace ApiKeys.Benchmarks.Scale;

/// <summary>What refusing a wrong key takes in the course of a flood: while unknown ids are still taken in, once they crowd each other out, and once the first of them end.</summary>
internal static class RefusalCost
{
    private const int Block = 1_000;
    private static readonly (string Name, TimeSpan From, TimeSpan To)[] Phases =
    [
        ("in the first second of a flood", TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1)),
        ("in seconds 1 to 4, before an id ends", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4)),
        ("in seconds 5 to 12, while ids end", TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(12)),
    ];

    public static async Task AddAsync(Report report)
    {
        using var host = new KeyHost();
        await host.IssueAsync(0);
        var blocks = new List<(TimeSpan At, double Cpu)>();
        var (format, texts) = (host.Get<ApiKeyFormat>(), new string[Block]);
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < Phases[^1].To;)
        {
            for (var i = 0; i < Block; i++)
            {
                texts[i] = format.Generate("live").Text;
            }

            var cost = await LookupPlace.TimeAsync(Block, i => UnknownFlood.IsUnknownAsync(host, texts[i]));
            blocks.Add((Stopwatch.GetElapsedTime(began), cost));
        }

        foreach (var (name, from, to) in Phases)
        {
            var costs = blocks.Where(block => block.At >= from && block.At < to).Select(block => block.Cpu).Order().ToList();
            var text = string.Create(CultureInfo.InvariantCulture, $"{costs.Average():N0} ns on average, {costs[^1]:N0} ns in the dearest block of {Block:N0} ({costs.Count:N0} blocks)");
            report.Add($"CPU time of refusing a wrong key {name}", text, string.Create(CultureInfo.InvariantCulture, $"{blocks.Skip(2).Take(5).Average(block => block.Cpu):N0} ns before the memory is full"), "", "");
        }
    }
}
