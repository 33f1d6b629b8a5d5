using ApiKeys.Format;
using ApiKeys.Timing.Hosting;
using ApiKeys.Timing.Measuring;

namespace ApiKeys.Timing.Cases;

/// <summary>A host that was asked for 100,000 ids chosen to collide, beside one that was asked for as many that were drawn.</summary>
internal sealed class Ac220ChosenIds : ITimingCase
{
    private const int Ids = 100_000;
    private const int WarmUp = 10_000;
    private const double Low = 0.8;
    private const double High = 1.25;

    public string Id => "AC-220";

    public void Run(TimingTable table)
    {
        using var chosen = Start();
        using var drawn = Start();
        string[] collide = [.. Collisions.Ids(Ids).Select(Text)];
        var random = Texts.Many(Ids, () => Text(Texts.Random(Collisions.IdLength)));
        var times = new Race(Clock.Wall, WarmUp).Run(Ids - WarmUp, i => chosen.Expect(ApiKeyFailureReason.UnknownKey, collide[i]), i => drawn.Expect(ApiKeyFailureReason.UnknownKey, random[i]));
        table.AddRatio("refusing ids that collide and ids that were drawn, 90,000 each", times[0], times[1], Low, High);
        table.AddRatio("the last 10,000 of them", times[0][^WarmUp..], times[1][^WarmUp..], Low, High);
        var (known, other) = (chosen.Issue().Text, drawn.Issue().Text);
        times = new Race(Clock.Wall).Run(Rounds.Of(100_000), _ => chosen.Expect(null, known), _ => drawn.Expect(null, other));
        table.AddRatio("a known key on either host afterwards", times[0], times[1], Low, High);
    }

    private static Node Start() => new(keys => keys.ConfigureFormat(format => format.Template = KeyTemplate.Parse($"ak_{{env}}_{{id:{Collisions.IdLength}}}_{{secret:32}}")));

    private static string Text(string id) => $"ak_live_{id}_{Texts.Random(Texts.SecretLength)}";
}
