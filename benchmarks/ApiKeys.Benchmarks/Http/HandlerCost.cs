using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.Benchmarks.Http;

/// <summary>A scheme's handler alone: made, initialized, asked once.</summary>
internal static class HandlerCost
{
    private const int Requests = 20_000;

    public static async Task RunAsync()
    {
        var (ours, key) = await Hosts.OursAsync(isDefault: true);
        var hashed = await Hosts.RecipeAsync("k_" + key, isHashed: true, hasPolicies: false);
        var floor = await Hosts.FloorAsync();
        var results = new LaneRace("handler", Requests)
            .Add("nothing", new Lane(hashed, "/any", null, run: _ => Task.CompletedTask).Run)
            .Add("handler of the floor", await HandlerAsync(floor, "Bearer x"))
            .Add("handler of the recipe, SHA-256", await HandlerAsync(hashed, "Bearer k_" + key))
            .Add("ours", await HandlerAsync(ours, "Bearer " + key))
            .Run();
        Console.WriteLine("| handler alone | CPU time | of the recipe's (95 % interval) | bytes |");
        Console.WriteLine("|---|--:|--:|--:|");
        foreach (var lane in results)
        {
            var ratios = lane.Nanoseconds.Select((nanoseconds, i) => (nanoseconds - results[0].Nanoseconds[i]) / (results[2].Nanoseconds[i] - results[0].Nanoseconds[i]));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {lane.Name} | {lane.Median - results[0].Median:#,0} ns | {LaneRace.Interval(ratios)} | {lane.Bytes - results[0].Bytes:#,0} |"));
        }

        Console.WriteLine();
    }

    private static async Task<Action<int>> HandlerAsync(InProcessHost host, string authorization)
    {
        var scheme = await host.App.Services.GetRequiredService<IAuthenticationSchemeProvider>().GetDefaultAuthenticateSchemeAsync();
        return new Lane(host, "/any", authorization, run: async context =>
        {
            var handler = (IAuthenticationHandler)ActivatorUtilities.GetServiceOrCreateInstance(host.App.Services, scheme!.HandlerType);
            await handler.InitializeAsync(scheme, context);
            if (!(await handler.AuthenticateAsync()).Succeeded)
            {
                throw new InvalidOperationException("The key is refused.");
            }
        }).Run;
    }
}
