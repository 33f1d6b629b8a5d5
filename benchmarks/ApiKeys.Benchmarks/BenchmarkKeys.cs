using ApiKeys.Format;
using ApiKeys.Hashing;
using ApiKeys.Management;
using ApiKeys.Verification;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiKeys.Benchmarks;

/// <summary>A host without HTTP, with one key.</summary>
internal sealed class BenchmarkKeys(ServiceProvider services, IssuedApiKey issued)
{
    public const string Scope = "leads:read";

    /// <summary>The key's text.</summary>
    public string Text { get; } = issued.Secret.Reveal();

    public ApiKeyVerifier Verifier { get; } = services.GetRequiredService<ApiKeyVerifier>();

    public static async Task<BenchmarkKeys> StartAsync(Action<ApiKeyHashingOptions>? hashing = null)
    {
        var collection = new ServiceCollection().AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        collection.AddApiKeys(options => options.Environment = "live")
            .AddInMemoryStore()
            .ConfigureFormat(format => format.Template = KeyTemplate.Standard("sk"))
            .ConfigureHashing(hashing ?? (_ => { }));
        var services = collection.BuildServiceProvider();
        var request = new IssueApiKeyRequest { Name = "benchmark", Environment = "live", Scopes = ScopeSet.Of(Scope), RateLimits = [RateLimit.PerHour(1_000_000_000_000)] };
        return new BenchmarkKeys(services, (await services.GetRequiredService<ApiKeyManager>().IssueAsync(request, CancellationToken.None)).Value!);
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();
}
