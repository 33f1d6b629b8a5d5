using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using ApiKeys;
using ApiKeys.Caching;
using ApiKeys.DependencyInjection;
using ApiKeys.Diagnostics;
using ApiKeys.Format;
using ApiKeys.Hashing;
using ApiKeys.Logs;
using ApiKeys.Management;
using ApiKeys.Memory;
using ApiKeys.Scopes;
using ApiKeys.Signing;
using ApiKeys.Stores;
using ApiKeys.Usage;
using ApiKeys.Verification;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds API keys to a host.</summary>
public static class ApiKeysServiceCollectionExtensions
{
    /// <summary>Adds API keys. Choose a store with the builder that is returned; wrong options stop the start with a message.</summary>
    /// <param name="services">The host's services.</param>
    public static ApiKeysBuilder AddApiKeys(this IServiceCollection services) => services.AddApiKeys(_ => { });

    /// <summary>Adds API keys. Choose a store with the builder that is returned; wrong options stop the start with a message.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Changes the host's general choices.</param>
    public static ApiKeysBuilder AddApiKeys(this IServiceCollection services, Action<ApiKeysOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.Configure(configure);
        if (services.All(service => service.ServiceType != typeof(ApiKeyVerifier)))
        {
            AddOptions(services);
            AddHashers(services);
            AddServices(services);
        }

        return new ApiKeysBuilder(services);
    }

    private static void AddOptions(IServiceCollection services)
    {
        Add<ApiKeysOptions, ApiKeysOptionsValidator>(services);
        Add<ApiKeyFormatOptions, ApiKeyFormatOptionsValidator>(services);
        Add<ApiKeyHashingOptions, ApiKeyHashingOptionsValidator>(services);
        Add<ApiKeyPolicyOptions, ApiKeyPolicyOptionsValidator>(services);
        Add<ApiKeyRetentionOptions, ApiKeyRetentionOptionsValidator>(services);
        Add<ApiKeyCacheOptions, ApiKeyCacheOptionsValidator>(services);
        Add<ApiKeyUsageOptions, ApiKeyUsageOptionsValidator>(services);
        Add<ApiKeySigningOptions, ApiKeySigningOptionsValidator>(services);
        Add<ApiKeyLogOptions, ApiKeyLogOptionsValidator>(services);
        Add<ConfiguredApiKeysOptions, ConfiguredApiKeysOptionsValidator>(services);
    }

    private static void Add<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TValidator>(IServiceCollection services)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddSingleton<IValidateOptions<TOptions>, TValidator>();
        services.AddOptions<TOptions>().ValidateOnStart();
    }

    private static void AddHashers(IServiceCollection services)
    {
        services.AddSingleton<IApiKeyHasher, Sha256ApiKeyHasher>();
        services.AddSingleton<IApiKeyHasher>(provider => new HmacSha256ApiKeyHasher(Hashing(provider).Peppers));
        services.AddSingleton<IApiKeyHasher>(provider => new Pbkdf2ApiKeyHasher(HashAlgorithmName.SHA256, Hashing(provider).Pbkdf2Iterations));
        services.AddSingleton<IApiKeyHasher>(provider => new Pbkdf2ApiKeyHasher(HashAlgorithmName.SHA512, Hashing(provider).Pbkdf2Iterations));
        services.AddSingleton(SlowHasherFactory.CreateArenas);
        services.AddSingleton<IApiKeyHasher>(SlowHasherFactory.CreateArgon2);
        services.AddSingleton<IApiKeyHasher>(provider => new BcryptApiKeyHasher(Hashing(provider).BcryptCost, Hashing(provider).MaxStoredBcryptCost));
        services.AddSingleton<IApiKeyHasher>(provider => new BcryptSha256ApiKeyHasher(Hashing(provider).BcryptCost, Hashing(provider).MaxStoredBcryptCost));
        services.AddSingleton<HasherRegistry>();
        services.AddSingleton<VerifiedKeyCache>();
        services.AddSingleton<SlowHashGate>();
        services.AddSingleton<SecretRehasher>();
        services.AddSingleton<SecretMatcher>();
        services.AddSingleton<SecretComparer>();
    }

    private static ApiKeyHashingOptions Hashing(IServiceProvider provider) => provider.GetRequiredService<IOptions<ApiKeyHashingOptions>>().Value;

    private static void AddServices(IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ApiKeyFormat>();
        services.AddSingleton<ScopeMatcher>();
        services.AddSingleton(provider => new ApiKeysMetrics(provider.GetService<IMeterFactory>()));
        services.AddSingleton<RefusalLog>();
        services.AddSingleton<VerificationReporter>();
        services.AddSingleton<UsageRecorder>();
        services.AddSingleton(provider => new UsageWriter(provider.GetRequiredService<UsageRecorder>(), provider.GetRequiredService<IApiKeyUsageStore>()));
        services.AddSingleton(StoreFactory.Create);
        services.TryAddSingleton(StoreFactory.CreateAudit);
        services.TryAddSingleton<IRateLimitStore, InMemoryRateLimitStore>();
        services.TryAddSingleton<IApiKeyUsageStore, InMemoryUsageStore>();
        SigningFactory.AddServices(services);
        LogFactory.AddServices(services);
        services.AddSingleton(CreateVerifier);
        services.AddSingleton(CreateAdmitter);
        services.AddSingleton(ManagementFactory.CreateListener);
        services.AddSingleton(ManagementFactory.CreateEvents);
        services.AddSingleton(ManagementFactory.CreateManager);
        services.AddSingleton(ManagementFactory.CreatePruner);
        services.AddSingleton(ManagementFactory.CreateDirectory);
    }

    private static ApiKeyVerifier CreateVerifier(IServiceProvider provider)
    {
        var time = provider.GetRequiredService<TimeProvider>();
        var keys = new KeyFinder(
            provider.GetRequiredService<ApiKeyFormat>(),
            provider.GetRequiredService<IApiKeyStore>(),
            provider.GetRequiredService<SecretComparer>(),
            provider.GetService<ImportCandidates>(),
            time,
            provider.GetRequiredService<ILogger<ApiKeyVerifier>>());
        var checks = new KeyChecks(provider.GetRequiredService<IOptions<ApiKeysOptions>>(), LogFactory.DenyLists(provider), time, provider.GetRequiredService<ILogger<KeyChecks>>());
        return new ApiKeyVerifier(keys, SigningFactory.CreateVerifier(provider, checks), checks, provider.GetRequiredService<VerificationReporter>());
    }

    private static ApiKeyAdmitter CreateAdmitter(IServiceProvider provider) => new(
        provider.GetRequiredService<ScopeMatcher>(),
        StoreFactory.GuardLimits(provider),
        provider.GetRequiredService<UsageRecorder>(),
        provider.GetRequiredService<IOptions<ApiKeysOptions>>(),
        provider.GetRequiredService<TimeProvider>(),
        provider.GetRequiredService<ApiKeysMetrics>(),
        provider.GetRequiredService<RefusalLog>(),
        provider.GetRequiredService<ILogger<ApiKeyAdmitter>>());
}
