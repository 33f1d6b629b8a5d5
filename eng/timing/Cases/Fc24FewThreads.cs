using System.Globalization;
using ApiKeys.Testing;
using ApiKeys.Timing.Hosting;
using ApiKeys.Timing.Measuring;

namespace ApiKeys.Timing.Cases;

/// <summary>500 at once that each wait for the store, on a pool that begins with 2 threads and on one that begins with 64.</summary>
internal sealed class Fc24FewThreads : ITimingCase
{
    private const int Callers = 500;
    private const int Few = 2;
    private const int Many = 64;
    private const double Least = 0.8;
    private static readonly TimeSpan Phase = TimeSpan.FromSeconds(2);

    public string Id => "FC-24";

    public void Run(TimingTable table)
    {
        using var node = new Node(keys => keys.Services.AddFaultStore());
        var store = node.Get<FaultStore>();
        (store.Delay, store.Fault) = (TimeSpan.FromMilliseconds(20), StoreFault.Slow);
        ThreadPool.GetMinThreads(out var workers, out var ports);
        var (few, many) = (new List<double>(), new List<double>());
        for (var phase = 0; phase < 3; phase++)
        {
            few.Add(Rate(node, Few, ports));
            many.Add(Rate(node, Many, ports));
        }

        ThreadPool.SetMinThreads(workers, ports);
        var (left, right) = (Statistics.Quantile([.. few], Statistics.Median), Statistics.Quantile([.. many], Statistics.Median));
        table.AddNumbers("verifications that wait 20 ms for the store, 500 at once, on 2 threads and on 64", Text(left), Text(right), left / right, "≥ 0.80", left / right >= Least);
    }

    private static double Rate(Node node, int threads, int ports)
    {
        ThreadPool.SetMinThreads(threads, ports);
        var began = Clock.Wall();
        var counts = Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(() => RepeatAsync(node, began)))).GetAwaiter().GetResult();
        return counts.Sum() / (Clock.Wall() - began) * 1e6;
    }

    private static async Task<int> RepeatAsync(Node node, double began)
    {
        var count = 0;
        for (; Clock.Wall() - began < Phase.TotalMicroseconds; count++)
        {
            Node.Check(ApiKeyFailureReason.UnknownKey, await node.Verifier.VerifyAsync(Texts.Unknown(), default, CancellationToken.None));
        }

        return count;
    }

    private static string Text(double perSecond) => perSecond.ToString("N0", CultureInfo.InvariantCulture) + "/s";
}
