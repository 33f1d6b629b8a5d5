using ApiKeys.Caching;
using ApiKeys.DependencyInjection;
using ApiKeys.Events;
using ApiKeys.Format;
using ApiKeys.Hashing;
using ApiKeys.Management;
using ApiKeys.Stores;
using ApiKeys.Testing;
using ApiKeys.Verification;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiKeys.Core.Tests;

/// <summary>The library as a host wires it, over a store that fails on demand and a clock that is turned by hand.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public TestHost(Action<ApiKeysBuilder>? configure = null, Action<ApiKeysOptions>? options = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs));
        var builder = services.AddApiKeys(options ?? (_ => { })).AddInMemoryStore();
        configure?.Invoke(builder);
        services.AddFaultStore();
        _services = services.BuildServiceProvider(validateScopes: true);
    }

    public ManualTimeProvider Clock { get; } = new();

    public LogSink Logs { get; } = new();

    public ApiKeyManager Manager => _services.GetRequiredService<ApiKeyManager>();

    public ApiKeyImporter Importer => _services.GetRequiredService<ApiKeyImporter>();

    public ApiKeyVerifier Verifier => _services.GetRequiredService<ApiKeyVerifier>();

    public ApiKeyAdmitter Admitter => _services.GetRequiredService<ApiKeyAdmitter>();

    public ApiKeyFormat Format => _services.GetRequiredService<ApiKeyFormat>();

    /// <summary>The store that everybody asks, cache in front.</summary>
    public IApiKeyStore Live => _services.GetRequiredService<IApiKeyStore>();

    public ApiKeyDirectory Directory => _services.GetRequiredService<ApiKeyDirectory>();

    public IApiKeyUsageStore Usage => _services.GetRequiredService<IApiKeyUsageStore>();

    /// <summary>The host's own store, behind the cache.</summary>
    public FaultStore Store => _services.GetRequiredService<FaultStore>();

    public IRateLimitStore Limits => _services.GetRequiredService<IRateLimitStore>();

    public ApiKeyChangeListener Listener => _services.GetRequiredService<ApiKeyChangeListener>();

    public ApiKeyPruner Pruner => _services.GetRequiredService<ApiKeyPruner>();

    public ApiKeyEventDispatcher Events => _services.GetRequiredService<ApiKeyEventDispatcher>();

    public SecretRehasher Rehasher => _services.GetRequiredService<SecretRehasher>();

    public VerifiedKeyCache Verified => _services.GetRequiredService<VerifiedKeyCache>();

    public HasherRegistry Hashers => _services.GetRequiredService<HasherRegistry>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public static IssueApiKeyRequest Request => new() { Name = "CRM Nightly Sync", Environment = "live" };

    public async Task<IssuedApiKey> IssueAsync(IssueApiKeyRequest? request = null)
    {
        var result = await Manager.IssueAsync(request ?? Request, CancellationToken.None);
        Assert.That(result.Errors, Is.Empty);
        return result.Value!;
    }

    /// <summary>Issues a key and changes its record behind the manager's back.</summary>
    public async Task<IssuedApiKey> IssueAsync(Func<ApiKeyRecord, ApiKeyRecord> change)
    {
        var issued = await IssueAsync();
        var changed = ApiKeyChange.Update(change(issued.Record));
        Assert.That(await Live.ApplyAsync(changed, CancellationToken.None), Is.EqualTo(ApiKeyChangeOutcome.Applied));
        return issued with { Record = changed.Record! };
    }

    public async Task<ApiKeyVerification> VerifyAsync(string text, ApiKeyRequestContext request = default) =>
        await Verifier.VerifyAsync(text, request, CancellationToken.None);

    /// <summary>The reason of a refusal; null where the key is good.</summary>
    public async Task<ApiKeyFailureReason?> ReasonAsync(string text, ApiKeyRequestContext request = default) =>
        (await VerifyAsync(text, request)).Failure?.Reason;

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
