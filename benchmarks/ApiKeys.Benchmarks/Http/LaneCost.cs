using System.Diagnostics;
using System.Globalization;

namespace ApiKeys.Benchmarks.Http;

/// <summary>What authentication adds to a request, as a multiple of what the platform alone adds ("floor": a scheme that does nothing).</summary>
internal static class LaneCost
{
    private const int Requests = 20_000;

    public static async Task RunAsync() => Print((await BuildAsync()).Run());

    /// <summary>Runs one lane for 20 seconds, for whoever wants to look into it with a profiler.</summary>
    public static async Task ProfileAsync(string lane)
    {
        var race = await BuildAsync();
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20);)
        {
            race.RunOne(lane, Requests);
        }
    }

    private static async Task<LaneRace> BuildAsync()
    {
        var open = await Hosts.OpenAsync();
        var (ours, key) = await Hosts.OursAsync(isDefault: true);
        var (beside, other) = await Hosts.OursAsync(isDefault: false);
        var (fast, alone) = await Hosts.FastAsync();
        var floor = await Hosts.FloorAsync();
        var plain = await Hosts.RecipeAsync("k_" + key, isHashed: false, hasPolicies: false);
        var hashed = await Hosts.RecipeAsync("k_" + key, isHashed: true, hasPolicies: false);
        var whole = await Hosts.RecipeAsync("k_" + key, isHashed: true, hasPolicies: true);
        var bearer = "Bearer " + key;
        var recipe = "Bearer k_" + key;
        return new LaneRace("lanes", Requests)
            .Add("anonymous", new Lane(open, "/open", null).Run)
            .Add("floor", new Lane(floor, "/any", bearer).Run)
            .Add("handler lane: hash, scope, limit, usage", new Lane(ours, "/scoped", bearer).Run)
            .Add("the same where another scheme is the default", new Lane(beside, "/scoped", "Bearer " + other).Run)
            .Add("handler lane: hash, limit, usage", new Lane(ours, "/any", bearer).Run)
            .Add("fast lane: hash, scope, limit, usage; no schemes", new Lane(fast, "/fast", "Bearer " + alone).Run)
            .Add("the same in a host with schemes, none the default", new Lane(beside, "/fast", "Bearer " + other).Run)
            .Add("the same where ours is the default", new Lane(ours, "/fast", bearer).Run)
            .Add("recipe, plain text", new Lane(plain, "/any", recipe).Run)
            .Add("recipe, SHA-256", new Lane(hashed, "/any", recipe).Run)
            .Add("recipe, SHA-256, scope policy, ASP.NET's limiter", new Lane(whole, "/scoped", recipe).Run);
    }

    private static void Print(List<LaneResult> results)
    {
        var (anonymous, floor) = (results[0], results[1]);
        Console.WriteLine("| in process | CPU time | of the floor's extra (95 % interval) | bytes | over anonymous | over floor |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|");
        foreach (var lane in results)
        {
            var ratios = lane.Nanoseconds.Select((nanoseconds, i) => (nanoseconds - anonymous.Nanoseconds[i]) / (floor.Nanoseconds[i] - anonymous.Nanoseconds[i]));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {lane.Name} | {lane.Median:#,0} ns | {(lane == anonymous ? "" : LaneRace.Interval(ratios))} | {lane.Bytes:#,0} | {lane.Bytes - anonymous.Bytes:#,0} | {lane.Bytes - floor.Bytes:#,0} |"));
        }

        Console.WriteLine();
    }
}
