using System.Globalization;
using ApiKeys.Caching;
using ApiKeys.DependencyInjection;
using ApiKeys.Management;
using ApiKeys.Stores;
using ApiKeys.Verification;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiKeys.Benchmarks.Scale;

/// <summary>One node on the store in memory, without HTTP.</summary>
internal sealed class KeyHost : IDisposable
{
    private const int Tenants = 1_000;

    private readonly ServiceProvider _services;

    public KeyHost(Action<ApiKeysBuilder>? configure = null, TimeProvider? time = null)
    {
        var services = new ServiceCollection().AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning)).AddSingleton(time ?? TimeProvider.System);
        var builder = services.AddApiKeys(options => options.Environment = "live").AddInMemoryStore();
        configure?.Invoke(builder);
        _services = services.BuildServiceProvider();
        Verifier = Get<ApiKeyVerifier>();
        Admitter = Get<ApiKeyAdmitter>();
    }

    public ApiKeyVerifier Verifier { get; }

    public ApiKeyAdmitter Admitter { get; }

    /// <summary>The store itself, without cache and guard.</summary>
    public IApiKeyStore Store => _services.GetRequiredKeyedService<IApiKeyStore>(ApiKeysBuilder.InnerStoreKey);

    public CachedApiKeyStore Cache => (CachedApiKeyStore)Get<IApiKeyStore>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Issues the usual key. As from a body of JSON, each has texts of its own, those of tenant, environment and scopes too.</summary>
    public async ValueTask<IssuedApiKey> IssueAsync(int i, long permitsAnHour = 1_000)
    {
        var result = await Get<ApiKeyManager>().IssueAsync(
            new IssueApiKeyRequest
            {
                Name = string.Create(CultureInfo.InvariantCulture, $"Integration key number {i}"),
                TenantId = string.Create(CultureInfo.InvariantCulture, $"tenant-{i % Tenants}"),
                Environment = new string("live"),
                Scopes = ScopeSet.Of(new string("leads:read"), new string("leads:write")),
                RateLimits = [RateLimit.PerHour(permitsAnHour)],
            },
            CancellationToken.None);
        return result.Value ?? throw new InvalidOperationException(result.Errors[0].Message);
    }

    public void Dispose() => _services.Dispose();
}
