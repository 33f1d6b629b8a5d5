using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using ApiKeys.Format;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiKeys.Benchmarks.Hash;

/// <summary>
/// 5,000 unknown keys under bcrypt, 200 at a time, and how long an endpoint without keys takes to answer meanwhile (ATTACKS AC-050); the same under SHA-256,
/// which shows what 200 requests at a time cost by themselves, client included.
/// </summary>
internal static class Flood
{
    private const int Keys = 5_000;
    private const int Concurrency = 200;

    public static async Task RunAsync()
    {
        foreach (var algorithm in new[] { "sha256", "bcrypt", "sha256", "bcrypt", "sha256", "bcrypt" })
        {
            Console.WriteLine(algorithm);
            await RunAsync(algorithm);
        }
    }

    private static async Task RunAsync(string algorithm)
    {
        await using var app = await StartAsync(algorithm);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        var format = app.Services.GetRequiredService<ApiKeyFormat>();
        var texts = new ConcurrentBag<string>(Enumerable.Range(0, Keys).Select(_ => format.Generate("live").Text));
        await ProbeAsync(client, TimeSpan.FromSeconds(2));
        var idle = await ProbeAsync(client, TimeSpan.FromSeconds(5));
        var answers = new ConcurrentDictionary<HttpStatusCode, int>();
        var memory = Environment.WorkingSet;
        var watch = Stopwatch.StartNew();
        var flood = Task.WhenAll(Enumerable.Range(0, Concurrency).Select(_ => SendAsync(client, texts, answers)));
        var busy = new List<double>();
        while (!flood.IsCompleted)
        {
            busy.AddRange(await ProbeAsync(client, TimeSpan.FromMilliseconds(200)));
        }

        await flood;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Keys} unknown keys in {watch.Elapsed.TotalSeconds:0.0} s: {string.Join(", ", answers.Select(one => $"{one.Value} × {(int)one.Key}"))}; memory grew by {(Environment.WorkingSet - memory) / 1048576} MiB"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"open endpoint: p50 {At(idle, 0.5):0.00} ms idle, {At(busy, 0.5):0.00} ms flooded; p99 {At(idle, 0.99):0.00} ms idle, {At(busy, 0.99):0.00} ms flooded: ratio {At(busy, 0.99) / At(idle, 0.99):0.0} ({busy.Count} probes)"));
    }

    private static async Task<WebApplication> StartAsync(string algorithm)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddApiKeys().AddInMemoryStore().ConfigureHashing(hashing => hashing.Algorithm = algorithm);
        builder.Services.AddAuthentication().AddApiKey();
        builder.Services.AddAuthorization();
        var app = builder.Build();
        app.MapGet("/open", () => "open");
        app.MapGet("/me", () => "me").RequireApiKey();
        await app.StartAsync();
        return app;
    }

    private static async Task SendAsync(HttpClient client, ConcurrentBag<string> texts, ConcurrentDictionary<HttpStatusCode, int> answers)
    {
        while (texts.TryTake(out var text))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/me");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", text);
            using var response = await client.SendAsync(request);
            answers.AddOrUpdate(response.StatusCode, 1, (_, count) => count + 1);
        }
    }

    private static async Task<List<double>> ProbeAsync(HttpClient client, TimeSpan duration)
    {
        var times = new List<double>();
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < duration;)
        {
            var start = Stopwatch.GetTimestamp();
            using var response = await client.GetAsync(new Uri("/open", UriKind.Relative));
            response.EnsureSuccessStatusCode();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            await Task.Delay(5);
        }

        return times;
    }

    private static double At(List<double> times, double share) => times.Order().ElementAt((int)(times.Count * share));
}
