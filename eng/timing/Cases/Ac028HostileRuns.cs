using ApiKeys.Timing.Hosting;
using ApiKeys.Timing.Measuring;

namespace ApiKeys.Timing.Cases;

/// <summary>Headers of 30,000 characters that are meant to keep a parser busy, beside those of 15,000.</summary>
internal sealed class Ac028HostileRuns : ITimingCase
{
    private const int Characters = 15_000;
    private const double MostRatio = 2.5;
    private const double MostTime = 5_000;

    private static readonly (string Name, string Piece)[] Runs =
        [("spaces", " "), ("commas", ","), ("`=`", "="), ("`:`", ":"), ("`_`", "_"), ("quotes", "\""), ("`Token token=\"`", "Token token=\"")];

    public string Id => "AC-028";

    public void Run(TimingTable table)
    {
        using var node = new Node();
        using var client = new RawClient(node.Port);
        var (slowest, beside) = (0.0, 0.0);
        foreach (var (name, piece) in Runs)
        {
            var (longer, shorter) = (Request(piece, 2 * Characters), Request(piece, Characters));
            var times = new Race(Clock.Wall).Run(Rounds.Of(5_000), _ => client.Expect(401, longer), _ => client.Expect(401, shorter));
            table.AddRatio($"30,000 and 15,000 characters of {name}", times[0], times[1], 0, MostRatio);
            var time = Statistics.Quantile(times[0], Statistics.Median);
            (slowest, beside) = time > slowest ? (time, Statistics.Quantile(times[1], Statistics.Median)) : (slowest, beside);
        }

        table.AddTime("the slowest of them", slowest, beside, MostTime);
    }

    private static byte[] Request(string piece, int characters) =>
        RawClient.Get("/me", (piece.Length > 1 ? "Authorization: " : "Authorization: Bearer ak_live_") + string.Concat(Enumerable.Repeat(piece, characters / piece.Length)) + "x");
}
