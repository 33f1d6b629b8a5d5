using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ApiKeys.Benchmarks.Store;
using ApiKeys.Verification;

namespace ApiKeys.Benchmarks.Scale;

/// <summary>What a second thread adds to the throughput, beside what it adds to a plain hash and to plain arithmetic: two threads of one core would bound everything.</summary>
internal static class TwoThreads
{
    private const int Rounds = 15;
    private const long ManyPermits = 1_000_000_000_000;
    private const string Goal = "≥ 1.80";

    public static async Task RunAsync(Report report)
    {
        using var host = new KeyHost();
        string[] texts = [(await host.IssueAsync(0, ManyPermits)).Secret.Reveal(), (await host.IssueAsync(1, ManyPermits)).Secret.Reveal()];
        using var first = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var second = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        IncrementalHash[] hashes = [first, second];
        (string Name, string Goal, Action<int> Call)[] ways =
        [
            ("arithmetic in registers (baseline)", "", _ => Calculate()),
            ("`SHA256.HashData` of a key's text (baseline)", "", worker => Hash(texts[worker])),
            ("a hash that is used again, of a key's text (baseline)", "", worker => HashAgain(hashes[worker], texts[worker])),
            ("verification, one key", Goal, _ => Verify(host, texts[0])),
            ("verification, a key each", Goal, worker => Verify(host, texts[worker])),
            ("verification and admission with limit and usage, one key", Goal, _ => Admit(host, texts[0])),
            ("verification and admission with limit and usage, a key each", Goal, worker => Admit(host, texts[worker])),
        ];
        foreach (var (name, goal, call) in ways)
        {
            Add(report, name, goal, call);
        }
    }

    private static void Add(Report report, string name, string goal, Action<int> call)
    {
        var (one, two) = (new List<ThreadRound>(), new List<ThreadRound>());
        for (var round = -1; round < Rounds; round++)
        {
            var (first, second) = (ThreadRound.Run(1, call), ThreadRound.Run(2, call));
            if (round >= 0)
            {
                one.Add(first);
                two.Add(second);
            }
        }

        var (alone, together) = (Measure.Median(one.Select(round => round.PerSecond)), Measure.Median(two.Select(round => round.PerSecond)));
        var byCpu = 2 * Measure.Median(two.Select(round => round.PerCpuSecond)) / Measure.Median(one.Select(round => round.PerCpuSecond));

        // On a busy machine only the best rounds have had both processors.
        var best = two.Max(round => round.PerSecond) / one.Max(round => round.PerSecond);
        var ratio = string.Create(CultureInfo.InvariantCulture, $"{together / alone:0.00} ({best:0.00} of the best rounds, {byCpu:0.00} by CPU time)");
        report.Add(name, Rate(together) + " by two threads", Rate(alone) + " by one", ratio, goal);
    }

    private static void Calculate()
    {
        var number = 1UL;
        for (var i = 0; i < 500; i++)
        {
            number = (number * 6_364_136_223_846_793_005) + 1_442_695_040_888_963_407;
        }

        GC.KeepAlive(number == 0 ? "" : null);
    }

    private static void Hash(string text)
    {
        Span<byte> bytes = stackalloc byte[text.Length];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Encoding.ASCII.GetBytes(text, bytes);
        SHA256.HashData(bytes, hash);
    }

    private static void HashAgain(IncrementalHash hash, string text)
    {
        Span<byte> bytes = stackalloc byte[text.Length];
        Span<byte> result = stackalloc byte[SHA256.HashSizeInBytes];
        Encoding.ASCII.GetBytes(text, bytes);
        hash.AppendData(bytes);
        hash.GetHashAndReset(result);
    }

    private static VerifiedApiKey Verify(KeyHost host, string text)
    {
        var verification = host.Verifier.VerifyAsync(text, default, CancellationToken.None);
        return (verification.IsCompletedSuccessfully ? verification.Result : verification.AsTask().GetAwaiter().GetResult()).Key ?? throw new InvalidOperationException("A key that was issued is refused.");
    }

    private static void Admit(KeyHost host, string text)
    {
        var admission = host.Admitter.AdmitAsync(Verify(host, text), default, CancellationToken.None);
        if (!(admission.IsCompletedSuccessfully ? admission.Result : admission.AsTask().GetAwaiter().GetResult()).Succeeded)
        {
            throw new InvalidOperationException("A key with permits is refused.");
        }
    }

    private static string Rate(double perSecond) => perSecond.ToString("N0", CultureInfo.InvariantCulture) + "/s";
}
