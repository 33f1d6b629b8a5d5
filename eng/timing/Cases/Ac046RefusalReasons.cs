using ApiKeys.Timing.Hosting;
using ApiKeys.Timing.Measuring;

namespace ApiKeys.Timing.Cases;

/// <summary>Whether the time of a refusal tells its reason: with slow hashes, each key asked for the first time, and with SHA-256 (decision 3: one time class).</summary>
internal sealed class Ac046RefusalReasons : ITimingCase
{
    private const double Low = 0.8;
    private const double High = 1.25;
    private const int Variants = 61;
    private const int WarmUp = 3;

    public string Id => "AC-046";

    public void Run(TimingTable table)
    {
        RunSlow(table, "bcrypt", 60);
        RunSlow(table, "argon2id", 250);
        using var node = new Node();
        var kinds = Kinds(node, Variants);
        var times = new Race(Clock.Wall).Run(Rounds.Of(100_000), [.. kinds.Select(kind => (Action<int>)(i => node.Expect(kind.Reason, kind.Texts[i % Variants])))]);
        Add(table, "sha256, in process", kinds, times);
        using var client = new RawClient(node.Port);
        var requests = kinds.ConvertAll(kind => Array.ConvertAll(kind.Texts, text => RawClient.GetWithKey("/me", text)));
        times = new Race(Clock.Wall).Run(Rounds.Of(20_000), [.. requests.Select(texts => (Action<int>)(i => client.Expect(401, texts[i % Variants])))]);
        Add(table, "sha256, over Kestrel", kinds, times);
    }

    private static void RunSlow(TimingTable table, string algorithm, int full)
    {
        using var node = new Node(keys => keys.ConfigureHashing(hashing => hashing.Algorithm = algorithm));
        var rounds = Rounds.Of(full);

        // A verified secret is remembered: a key of its own for each round, those that warm up included.
        var kinds = Kinds(node, rounds + WarmUp);
        var times = new Race(Clock.Cpu, WarmUp).Run(rounds, [.. kinds.Select(kind => (Action<int>)(i => node.Expect(kind.Reason, kind.Texts[i])))]);
        Add(table, $"{algorithm}, in process, CPU time", kinds, times);
    }

    private static List<(string Name, ApiKeyFailureReason Reason, string[] Texts)> Kinds(Node node, int count)
    {
        var now = TimeProvider.System.GetUtcNow();
        return
        [
            ("unknown id", ApiKeyFailureReason.UnknownKey, Texts.Many(count, Texts.Unknown)),
            ("wrong secret", ApiKeyFailureReason.WrongSecret, Texts.Many(count, WrongSecret(node))),
            ("revoked", ApiKeyFailureReason.Revoked, Texts.Many(count, () => node.Issue(record => record with { RevokedAt = now }).Text)),
            ("expired", ApiKeyFailureReason.Expired, Texts.Many(count, () => node.Issue(record => record with { ExpiresAt = now }).Text)),
            ("disabled", ApiKeyFailureReason.Disabled, Texts.Many(count, () => node.Issue(record => record with { DisabledAt = now }).Text)),
            ("wrong environment", ApiKeyFailureReason.WrongEnvironment, Texts.Many(count, () => node.Issue(record => record with { Environment = "test" }).Text)),
        ];
    }

    private static Func<string> WrongSecret(Node node)
    {
        var text = node.Issue().Text;
        return () => Texts.WithOtherSecret(text);
    }

    private static void Add(TimingTable table, string how, List<(string Name, ApiKeyFailureReason Reason, string[] Texts)> kinds, double[][] times)
    {
        for (var i = 1; i < kinds.Count; i++)
        {
            table.AddRatio($"{kinds[i].Name} and {kinds[0].Name}: {how}", times[i], times[0], Low, High);
        }
    }
}
