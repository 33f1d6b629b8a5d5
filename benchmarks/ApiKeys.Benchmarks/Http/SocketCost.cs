using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ApiKeys.Benchmarks.Http;

/// <summary>The same over Kestrel and loopback, with <c>wrk</c> as the client: CPU time of the server alone. Floods of bad keys, too, with the web template's logging.</summary>
internal static partial class SocketCost
{
    private const int Rounds = 5;
    private const string Seconds = "2s";

    public static async Task RunAsync()
    {
        InProcessHost.UsesSockets = true;
        var (ours, key) = await Hosts.OursAsync(isDefault: true);
        var (fast, alone) = await Hosts.FastAsync();
        var (_, unknown) = await Hosts.OursAsync(isDefault: true);
        var hashed = await Hosts.RecipeAsync("k_" + key, isHashed: true, hasPolicies: false);
        var whole = await Hosts.RecipeAsync("k_" + key, isHashed: true, hasPolicies: true);
        var mistyped = key[..^1] + (key[^1] == 'x' ? 'y' : 'x');
        (string Name, InProcessHost Host, string Path, string? Key)[] lanes =
        [
            ("anonymous", await Hosts.OpenAsync(), "/open", null),
            ("floor", await Hosts.FloorAsync(), "/any", "x"),
            ("fast lane: hash, scope, limit, usage", fast, "/fast", alone),
            ("handler lane: hash, scope, limit, usage", ours, "/scoped", key),
            ("recipe, SHA-256", hashed, "/any", "k_" + key),
            ("recipe, SHA-256, scope policy, ASP.NET's limiter", whole, "/scoped", "k_" + key),
            ("flood of an unknown key, handler lane", ours, "/scoped", unknown),
            ("flood of a mistyped key, handler lane", ours, "/scoped", mistyped),
            ("flood of a mistyped key, fast lane", fast, "/fast", mistyped),
            ("flood of an unknown key, recipe", hashed, "/any", "k_x"),
        ];
        var results = lanes.Select(lane => new LaneResult(lane.Name)).ToList();
        for (var round = -1; round < Rounds; round++)
        {
            foreach (var (i, lane) in lanes.Index())
            {
                var start = Hash.Usage.Now;
                var requests = await WrkAsync(lane.Host.Port, lane.Path, lane.Key);
                var used = Hash.Usage.Now - start;
                if (round >= 0)
                {
                    results[i].Add(used.CpuSeconds * 1e9 / requests, (double)used.AllocatedBytes / requests);
                }
            }
        }

        Print(results);
    }

    private static void Print(List<LaneResult> results)
    {
        var (anonymous, floor) = (results[0], results[1]);
        Console.WriteLine("| over Kestrel | CPU time of the server | of the floor's extra | of anonymous | bytes over anonymous |");
        Console.WriteLine("|---|--:|--:|--:|--:|");
        foreach (var lane in results)
        {
            var ratios = lane.Nanoseconds.Select((nanoseconds, i) => (nanoseconds - anonymous.Nanoseconds[i]) / (floor.Nanoseconds[i] - anonymous.Nanoseconds[i])).Order().ToList();
            var ofAnonymous = lane.Nanoseconds.Select((nanoseconds, i) => nanoseconds / anonymous.Nanoseconds[i]).Order().ToList();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {lane.Name} | {lane.Median / 1000:0.0} µs | {ratios[Rounds / 2]:0.00} ({ratios[0]:0.00}–{ratios[^1]:0.00}) | {ofAnonymous[Rounds / 2]:0.00} ({ofAnonymous[0]:0.00}–{ofAnonymous[^1]:0.00}) | {lane.Bytes - anonymous.Bytes:#,0} |"));
        }

        Console.WriteLine();
    }

    private static async Task<long> WrkAsync(int port, string path, string? key)
    {
        string[] header = key is null ? [] : ["-H", $"Authorization: Bearer {key}"];
        var start = new ProcessStartInfo("wrk", ["-t1", "-c32", $"-d{Seconds}", .. header, $"http://127.0.0.1:{port}{path}"]) { RedirectStandardOutput = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("wrk does not start: apt-get install wrk.");
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return long.Parse(Requests().Match(output).Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex Requests();
}
