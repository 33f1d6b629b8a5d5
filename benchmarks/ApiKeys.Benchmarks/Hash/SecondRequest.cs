using System.Diagnostics;
using System.Globalization;
using ApiKeys.Hashing;
using ApiKeys.Management;
using ApiKeys.Verification;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.Benchmarks.Hash;

/// <summary>The second and every later request with a slow hash, beside that with SHA-256. Each is timed in turn; medians.</summary>
internal static class SecondRequest
{
    private const int Rounds = 41;
    private const int Requests = 20_000;

    public static async Task RunAsync()
    {
        string[] algorithms = ["sha256", "bcrypt", "argon2id"];
        var verifiers = new List<(ApiKeyVerifier Verifier, string Text)>();
        foreach (var algorithm in algorithms)
        {
            verifiers.Add(await StartAsync(hashing => hashing.Algorithm = algorithm));
        }

        var samples = algorithms.Select(_ => new List<double>()).ToList();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (i, (verifier, text)) in verifiers.Index())
            {
                samples[i].Add(await TimeAsync(verifier, text));
            }
        }

        Console.WriteLine("| second request with a key under | verification | ratio |");
        Console.WriteLine("|---|--:|--:|");
        var medians = samples.ConvertAll(sample => sample.Order().ElementAt(Rounds / 2));
        foreach (var (i, algorithm) in algorithms.Index())
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {algorithm} | {medians[i]:#,0} ns | {medians[i] / medians[0]:0.00} |"));
        }
    }

    private static async Task<double> TimeAsync(ApiKeyVerifier verifier, string text)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < Requests; i++)
        {
            if (!(await verifier.VerifyAsync(text, default, CancellationToken.None)).Succeeded)
            {
                throw new InvalidOperationException("The key is refused.");
            }
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Requests;
    }

    private static async Task<(ApiKeyVerifier Verifier, string Text)> StartAsync(Action<ApiKeyHashingOptions> configure)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddApiKeys().AddInMemoryStore().ConfigureHashing(configure);
        var provider = services.BuildServiceProvider();
        var request = new IssueApiKeyRequest { Name = "benchmark", Environment = "live" };
        var issued = await provider.GetRequiredService<ApiKeyManager>().IssueAsync(request, CancellationToken.None);
        return (provider.GetRequiredService<ApiKeyVerifier>(), issued.Value!.Secret.Reveal());
    }
}
