using ApiKeys.Timing.Hosting;
using ApiKeys.Timing.Measuring;
using ApiKeys.Verification;

namespace ApiKeys.Timing.Cases;

/// <summary>What a request over its limit costs beside one that is let in.</summary>
internal sealed class Ac147RefusedStorm : ITimingCase
{
    private const int Block = 100;
    private const double Most = 0.2;

    public string Id => "AC-147";

    public void Run(TimingTable table)
    {
        using var node = new Node();
        using var client = new RawClient(node.Port);
        var (spent, free) = (node.Issue(record => record with { RateLimits = [RateLimit.PerHour(1)] }).Text, node.Issue(record => record with { RateLimits = [RateLimit.PerHour(100_000_000)] }).Text);
        var (spentRequest, freeRequest) = (RawClient.GetWithKey("/me", spent), RawClient.GetWithKey("/me", free));
        client.Expect(200, spentRequest);
        var times = new Race(Clock.Cpu).Run(Rounds.Of(1_000), _ => Repeat(() => client.Expect(429, spentRequest)), _ => Repeat(() => client.Expect(200, freeRequest)));
        table.AddRatio($"{Block} requests over the limit and within it, over Kestrel, endpoint of two letters, client's CPU time included", times[0], times[1], 0, Most);

        var admitter = node.Get<ApiKeyAdmitter>();
        var (spentKey, freeKey) = (Verified(node, spent), Verified(node, free));
        times = new Race(Clock.Wall).Run(Rounds.Of(100_000), _ => Admit(admitter, spentKey, false), _ => Admit(admitter, freeKey, true));
        table.AddRatio("admission alone, in process", times[0], times[1], 0, Most);
    }

    private static void Repeat(Action run)
    {
        for (var i = 0; i < Block; i++)
        {
            run();
        }
    }

    private static VerifiedApiKey Verified(Node node, string text) => node.Verifier.VerifyAsync(text, default, CancellationToken.None).AsTask().GetAwaiter().GetResult().Key!;

    private static void Admit(ApiKeyAdmitter admitter, VerifiedApiKey key, bool succeeds)
    {
        if (admitter.AdmitAsync(key, new ApiKeyAdmissionRequest { Scopes = [] }, CancellationToken.None).AsTask().GetAwaiter().GetResult().Succeeded != succeeds)
        {
            throw new InvalidOperationException("The limit does not count.");
        }
    }
}
