using ApiKeys.Timing.Hosting;
using ApiKeys.Timing.Measuring;

namespace ApiKeys.Timing.Cases;

/// <summary>What a good client sees of a flood of bad keys, and of the same flood against an endpoint without keys, which no library could make cheaper.</summary>
internal sealed class Fc17Flood : ITimingCase
{
    private const int Flooders = 4;
    private const int Phases = 5;
    private const double Most = 5;
    private const double P99 = 0.99;

    public string Id => "FC-17";

    public void Run(TimingTable table)
    {
        using var node = new Node();
        using var client = new RawClient(node.Port);
        var good = RawClient.GetWithKey("/me", node.Issue().Text);
        var requests = Rounds.Of(10_000);
        var (idle, flooded, other) = (new List<double>(), new List<double>(), new List<double>());
        for (var phase = 0; phase < Phases; phase++)
        {
            Measure(idle);
            Flood(node.Port, 401, () => RawClient.GetWithKey("/me", Texts.Unknown()), () => Measure(flooded));
            Flood(node.Port, 200, () => RawClient.GetWithKey("/open", Texts.Unknown()), () => Measure(other));
        }

        table.AddRatio("`/me` in a flood of unknown keys and idle, p99", [.. flooded], [.. idle], 0, Most, P99);
        table.AddRatio("the same, median", [.. flooded], [.. idle], 0, Most);
        table.AddRatio("`/me` in a flood of unknown keys and in one of `/open`, p99", [.. flooded], [.. other], 0, Most, P99);

        void Measure(List<double> times) => times.AddRange(new Race(Clock.Wall).Run(requests, _ => client.Expect(200, good))[0]);
    }

    private static void Flood(int port, int status, Func<byte[]> request, Action meanwhile)
    {
        using var end = new CancellationTokenSource();
        var threads = Enumerable.Range(0, Flooders).Select(_ => new Thread(() =>
        {
            using var client = new RawClient(port);
            while (!end.IsCancellationRequested)
            {
                client.Expect(status, request());
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        meanwhile();
        end.Cancel();
        threads.ForEach(thread => thread.Join());
    }
}
