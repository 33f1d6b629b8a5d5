using ApiKeys.Caching;
using ApiKeys.Format;
using ApiKeys.Memory;
using ApiKeys.Signing;
using ApiKeys.Stores;
using ApiKeys.Verification;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApiKeys.DependencyInjection;

/// <summary>Puts together what signs and what checks signatures.</summary>
internal static class SigningFactory
{
    public static void AddServices(IServiceCollection services)
    {
        services.AddSingleton<AesGcmSigningKeyProtector>();
        services.AddSingleton<SigningKeyVault>();
        services.AddSingleton<SigningSecretMaker>();
        services.TryAddSingleton<IReplayStore, InMemoryReplayStore>();
    }

    public static SignatureVerifier CreateVerifier(IServiceProvider provider, KeyChecks checks)
    {
        var time = provider.GetRequiredService<TimeProvider>();
        var options = provider.GetRequiredService<IOptions<ApiKeySigningOptions>>();
        return new SignatureVerifier(
            provider.GetRequiredService<ApiKeyFormat>(),
            new RecordLookup(provider.GetRequiredService<IApiKeyStore>(), time, provider.GetRequiredService<ILogger<ApiKeyVerifier>>()),
            new SignatureComparer(provider.GetRequiredService<SigningKeyVault>(), options, time),
            checks,
            Guard(provider),
            options,
            time);
    }

    // Memory does not fail.
    private static IReplayStore Guard(IServiceProvider provider) => provider.GetRequiredService<IReplayStore>() is var replays && replays is InMemoryReplayStore
        ? replays
        : new GuardedReplayStore(replays, StoreFactory.Guard(provider));
}
