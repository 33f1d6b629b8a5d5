using ApiKeys.Timing.Hosting;
using ApiKeys.Timing.Measuring;

namespace ApiKeys.Timing.Cases;

/// <summary>Searching 100,000 keys in memory for texts that a query language would take for something else.</summary>
internal sealed class Ac161Search : ITimingCase
{
    private const double MostTime = 100_000;
    private static readonly (string Name, string Search)[] Searches = [("`%`", "%25"), ("`_`", "_"), ("`\\`", "%5C"), ("`[a-z]`", "%5Ba-z%5D"), ("what all names hold", "timed")];

    public string Id => "AC-161";

    public void Run(TimingTable table)
    {
        using var node = Crowd.Start(Crowd.Keys);
        using var client = new RawClient(node.Port);
        using var small = Crowd.Start(Crowd.Keys / 100);
        using var smallClient = new RawClient(small.Port);
        foreach (var (name, search) in Searches)
        {
            var request = RawClient.Get($"/api-keys?limit=100&search={search}");
            var times = new Race(Clock.Cpu).Run(Rounds.Of(250), _ => client.Expect(200, request), _ => smallClient.Expect(200, request));
            table.AddTime($"{name} among 100,000 keys and among 1,000, over Kestrel, CPU time", Statistics.Quantile(times[0], Statistics.Median), Statistics.Quantile(times[1], Statistics.Median), MostTime);
        }
    }
}
