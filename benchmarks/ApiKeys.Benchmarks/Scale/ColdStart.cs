using System.Diagnostics;
using System.Globalization;
using ApiKeys.Benchmarks.Store;

namespace ApiKeys.Benchmarks.Scale;

/// <summary>The first request of a fresh process with a key, beside the first one without: one child process a request, in turn.</summary>
internal static class ColdStart
{
    public const string ChildMode = "cold-child";
    private const int Rounds = 11;
    private static readonly (ColdKind Kind, bool IsIssued, string Name, string Goal)[] Ways =
    [
        (ColdKind.Anonymous, true, "first request without a key", ""),
        (ColdKind.Verified, true, "first request with a key that this process has issued", "≤ 1.50"),
        (ColdKind.Verified, false, "first request with a key of the configuration: nothing was hashed before", "≤ 1.50"),
        (ColdKind.VerifierWarmed, false, "the same, the verifier warmed by an unknown key", ""),
        (ColdKind.SchemeWarmed, false, "the same, the scheme warmed by an unknown key", ""),
        (ColdKind.AllWarmed, false, "the same, scheme, authorization and admission warmed by a good key", ""),
        (ColdKind.AnonymousSchemeWarmed, false, "without a key, the scheme warmed by an unknown key", ""),
        (ColdKind.AnonymousAllWarmed, false, "without a key, all warmed by a good key", ""),
    ];

    public static async Task RunAsync(Report report)
    {
        using var host = new KeyHost();
        var issued = await host.IssueAsync(0);
        string[] key = [issued.Secret.Reveal(), issued.Record.Secrets[0].LookupId, issued.Record.Secrets[0].Hash];
        var samples = Ways.Select(_ => new List<double[]>()).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (i, way) in Ways.Index())
            {
                samples[i].Add(await RunChildAsync([way.Kind.ToString(), .. way.IsIssued ? [] : key]));
            }
        }

        var (baseline, cpu) = (Median(samples[0], 0), Median(samples[0], 3));
        foreach (var (i, way) in Ways.Index())
        {
            var jit = string.Create(CultureInfo.InvariantCulture, $"{Median(samples[i], 1):0} methods compiled in {Median(samples[i], 2) / 1000:0.0} ms; CPU time {Median(samples[i], 3) / 1000:0.0} ms, ratio {Median(samples[i], 3) / cpu:0.00}");
            report.Add($"{way.Name} ({jit})", Report.Time(Median(samples[i], 0)), Report.Time(baseline) + " without a key", (Median(samples[i], 0) / baseline).ToString("0.00", CultureInfo.InvariantCulture), way.Goal);
        }
    }

    private static double Median(List<double[]> samples, int column) => Measure.Median(samples.Select(sample => sample[column]));

    private static async Task<double[]> RunChildAsync(string[] args)
    {
        var program = Environment.ProcessPath!;
        var isHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        var start = new ProcessStartInfo(program, [.. isHost ? [typeof(ColdStart).Assembly.Location] : Array.Empty<string>(), "scale", ChildMode, .. args]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? [.. output.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))]
            : throw new InvalidOperationException(output);
    }
}
