using ApiKeys.Timing.Hosting;
using ApiKeys.Timing.Measuring;

namespace ApiKeys.Timing.Cases;

/// <summary>Refusing a text of 31,000 characters beside one of 100.</summary>
internal sealed class Ac018LongTexts : ITimingCase
{
    private const double Most = 3;

    public string Id => "AC-018";

    public void Run(TimingTable table)
    {
        using var node = new Node();
        using var client = new RawClient(node.Port);
        var (longer, shorter) = ("ak_live_" + new string('a', 31_000), "ak_live_" + new string('a', 100));
        var inProcess = new Race(Clock.Wall).Run(Rounds.Of(100_000), _ => node.Expect(ApiKeyFailureReason.MalformedKey, longer), _ => node.Expect(ApiKeyFailureReason.MalformedKey, shorter));
        table.AddRatio("a text of 31,000 and of 100 characters, in process", inProcess[0], inProcess[1], 0, Most);
        var (longRequest, shortRequest) = (RawClient.GetWithKey("/me", longer), RawClient.GetWithKey("/me", shorter));
        var kestrel = new Race(Clock.Wall).Run(Rounds.Of(10_000), _ => client.Expect(401, longRequest), _ => client.Expect(401, shortRequest));
        table.AddRatio("the same over Kestrel", kestrel[0], kestrel[1], 0, Most);
        var (longOpen, shortOpen) = (RawClient.GetWithKey("/open", longer), RawClient.GetWithKey("/open", shorter));
        var open = new Race(Clock.Wall).Run(Rounds.Of(10_000), _ => client.Expect(200, longOpen), _ => client.Expect(200, shortOpen));
        table.AddRatio("the same header where nobody reads it: Kestrel's own share", open[0], open[1], 0, Most);
    }
}
