using ApiKeys.Testing;
using ApiKeys.Timing.Hosting;
using ApiKeys.Timing.Measuring;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.Timing.Cases;

/// <summary>10,000 keys whose cache entries end at once, beside the same keys remembered.</summary>
internal sealed class Fc19Expiry : ITimingCase
{
    private const int Keys = 10_000;
    private const double Most = 3;

    public string Id => "FC-19";

    public void Run(TimingTable table)
    {
        var clock = new ManualTimeProvider();
        using var node = new Node(keys => keys.Services.AddSingleton<TimeProvider>(clock));
        using var client = new RawClient(node.Port);
        var requests = Array.ConvertAll(Texts.Many(Keys, () => node.Issue().Text), text => RawClient.GetWithKey("/me", text));
        var (ended, remembered) = (new List<double>(), new List<double>());
        Measure(remembered);
        remembered.Clear();
        for (var round = 0; round < Rounds.Of(25); round++)
        {
            clock.Advance(TimeSpan.FromSeconds(6));
            Measure(ended);
            Measure(remembered);
        }

        table.AddRatio("10,000 keys in turn after their entries ended and before, p99", [.. ended], [.. remembered], 0, Most, 0.99);
        table.AddRatio("the same, median", [.. ended], [.. remembered], 0, Most);

        void Measure(List<double> times)
        {
            foreach (var request in requests)
            {
                var began = Clock.Wall();
                client.Expect(200, request);
                times.Add(Clock.Wall() - began);
            }
        }
    }
}
