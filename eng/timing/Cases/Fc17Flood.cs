using ApiKeys.Timing.Hosting;
using ApiKeys.Timing.Measuring;

namespace ApiKeys.Timing.Cases;

/// <summary>What a good client sees of floods: of bad keys, and of the same requests against an endpoint without keys, which no library could make cheaper.</summary>
/// <remarks>Those who flood run in this process, on the same cores as the host: without a pause they alone would fill them.</remarks>
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
        foreach (var pause in new[] { 1, 0 })
        {
            Run(table, node.Port, () => client.Expect(200, good), pause);
        }
    }

    private static void Run(TimingTable table, int port, Action ask, int pause)
    {
        var pace = pause > 0 ? $"{Flooders} × one request a ms" : $"{Flooders} × as fast as it goes";
        var (idle, unknown, malformed, open) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var phase = 0; phase < Phases; phase++)
        {
            Measure(idle);
            Flood(port, 401, () => RawClient.GetWithKey("/me", Texts.Unknown()), pause, () => Measure(unknown));
            Flood(port, 401, () => RawClient.GetWithKey("/me", Texts.Unknown() + "."), pause, () => Measure(malformed));
            Flood(port, 200, () => RawClient.GetWithKey("/open", Texts.Unknown()), pause, () => Measure(open));
        }

        table.AddRatio($"`/me` in a flood of unknown keys ({pace}) and idle, p99", [.. unknown], [.. idle], 0, Most, P99);
        table.AddRatio("the same of malformed keys, p99", [.. malformed], [.. idle], 0, Most, P99);
        table.AddRatio("in floods of unknown keys and of `/open`, p99", [.. unknown], [.. open], 0, Most, P99);
        table.AddRatio("in floods of unknown keys and of `/open`, median", [.. unknown], [.. open], 0, Most);

        void Measure(List<double> times) => times.AddRange(new Race(Clock.Wall).Run(Rounds.Of(10_000), _ => ask())[0]);
    }

    private static void Flood(int port, int status, Func<byte[]> request, int pause, Action meanwhile)
    {
        using var end = new CancellationTokenSource();
        var threads = Enumerable.Range(0, Flooders).Select(_ => new Thread(() =>
        {
            using var client = new RawClient(port);
            while (!end.IsCancellationRequested)
            {
                client.Expect(status, request());
                if (pause > 0)
                {
                    Thread.Sleep(pause);
                }
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        meanwhile();
        end.Cancel();
        threads.ForEach(thread => thread.Join());
    }
}
