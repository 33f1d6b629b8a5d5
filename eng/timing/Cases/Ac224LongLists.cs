using ApiKeys.Timing.Hosting;
using ApiKeys.Timing.Measuring;

namespace ApiKeys.Timing.Cases;

/// <summary>The first page of 100,000 keys in memory.</summary>
internal sealed class Ac224LongLists : ITimingCase
{
    private const double MostTime = 300_000;

    public string Id => "AC-224";

    public void Run(TimingTable table)
    {
        using var node = Crowd.Start(Crowd.Keys);
        using var client = new RawClient(node.Port);
        using var small = Crowd.Start(Crowd.Keys / 100);
        using var smallClient = new RawClient(small.Port);
        var request = RawClient.Get("/api-keys?limit=100");
        var times = new Race(Clock.Cpu).Run(Rounds.Of(250), _ => client.Expect(200, request), _ => smallClient.Expect(200, request));
        table.AddTime("a page of 100 among 100,000 keys and among 1,000, over Kestrel, CPU time", Statistics.Quantile(times[0], Statistics.Median), Statistics.Quantile(times[1], Statistics.Median), MostTime);
    }
}
