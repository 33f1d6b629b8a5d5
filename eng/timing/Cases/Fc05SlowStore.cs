using ApiKeys.Testing;
using ApiKeys.Timing.Hosting;
using ApiKeys.Timing.Measuring;

namespace ApiKeys.Timing.Cases;

/// <summary>A store that takes 5 seconds for each answer, asked by 200 at once: when they are told, what everybody else sees, and how soon it is over.</summary>
internal sealed class Fc05SlowStore : ITimingCase
{
    private const int Callers = 200;
    private const double Timeout = 2_000_000;
    private const double MostTimeout = 2_200_000;
    private const double MostRecovery = 5_000_000;

    public string Id => "FC-05";

    public void Run(TimingTable table)
    {
        using var node = new Node(keys => keys.Services.AddFaultStore());
        using var client = new RawClient(node.Port);
        var known = RawClient.GetWithKey("/me", node.Issue().Text);
        var open = RawClient.Get("/open");
        var idle = new Race(Clock.Wall).Run(5_000, _ => client.Expect(200, open))[0];
        node.Get<FaultStore>().Fault = StoreFault.Slow;
        var callers = Enumerable.Range(0, Callers).Select(_ => new RawClient(node.Port)).ToList();
        var began = Clock.Wall();
        callers.ForEach(caller => caller.Write(RawClient.GetWithKey("/me", Texts.Unknown())));
        var busy = new List<double>();
        while (Clock.Wall() - began < Timeout * 0.95)
        {
            busy.AddRange(new Race(Clock.Wall, 0).Run(100, _ => client.Expect(200, open))[0]);
        }

        var statuses = callers.ConvertAll(caller => caller.Read());
        var lasted = Clock.Wall() - began;
        table.AddTime($"the last of {Callers} callers is told ({statuses.Count(status => status == 503)} × 503), and the store's time", lasted, Timeout, MostTimeout);
        table.AddRatio("`/open` meanwhile and idle, p99", [.. busy], idle, 0, 5, 0.99);
        callers.ForEach(caller => caller.Dispose());
        node.Get<FaultStore>().Fault = StoreFault.None;
        table.AddTime("the first success after the store is back, and a request at once", Recovery(client, known), Statistics.Quantile(idle, Statistics.Median), MostRecovery);
    }

    private static double Recovery(RawClient client, byte[] known)
    {
        var began = Clock.Wall();
        while (client.Ask(known) != 200)
        {
            Thread.Sleep(10);
        }

        return Clock.Wall() - began;
    }
}
