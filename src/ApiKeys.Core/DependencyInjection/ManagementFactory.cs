using ApiKeys.Caching;
using ApiKeys.Diagnostics;
using ApiKeys.Events;
using ApiKeys.Format;
using ApiKeys.Hashing;
using ApiKeys.Management;
using ApiKeys.Scopes;
using ApiKeys.Signing;
using ApiKeys.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApiKeys.DependencyInjection;

/// <summary>Puts together what changes and lists keys.</summary>
internal static class ManagementFactory
{
    public static ApiKeyEventDispatcher CreateEvents(IServiceProvider provider) => new(
        provider.GetServices<IApiKeyEventSink>(),
        provider.GetRequiredService<TimeProvider>(),
        provider.GetRequiredService<ApiKeysMetrics>(),
        provider.GetRequiredService<ILogger<ApiKeyEventDispatcher>>());

    public static ApiKeyPruner CreatePruner(IServiceProvider provider) => new(
        provider.GetRequiredService<IApiKeyStore>(),
        provider.GetRequiredService<IApiKeyUsageStore>(),
        provider.GetRequiredService<IApiKeyRequestStore>(),
        provider.GetService<IApiKeyChangeFeed>(),
        provider.GetRequiredService<IOptions<ApiKeyRetentionOptions>>(),
        provider.GetRequiredService<TimeProvider>());

    public static ApiKeyChangeListener CreateListener(IServiceProvider provider) => new(
        provider.GetService<IApiKeyChangeFeed>(),
        provider.GetRequiredService<IApiKeyStore>() as CachedApiKeyStore,
        mayRely: provider.GetService<IApiKeyOwnerSource>() is null,
        provider.GetRequiredService<TimeProvider>(),
        provider.GetRequiredService<ILogger<ApiKeyChangeListener>>());

    public static ApiKeyManager CreateManager(IServiceProvider provider)
    {
        var policy = provider.GetRequiredService<IOptions<ApiKeyPolicyOptions>>().Value;
        var environment = provider.GetRequiredService<IOptions<ApiKeysOptions>>().Value.Environment;
        var time = provider.GetRequiredService<TimeProvider>();
        var store = provider.GetRequiredService<IApiKeyStore>();
        var ceiling = new KeyCeiling(provider.GetRequiredService<ScopeMatcher>());
        var secrets = new SecretMaker(provider.GetRequiredService<ApiKeyFormat>(), provider.GetRequiredService<HasherRegistry>(), provider.GetRequiredService<SigningSecretMaker>());
        var rules = CreateRules(provider);
        var changer = new KeyChanger(store, CreateWriter(provider), ceiling, time);
        return new ApiKeyManager(new KeyIssuer(rules, ceiling, secrets, changer, store, policy, time), changer, secrets, rules, policy, environment, time);
    }

    public static RecordRules CreateRules(IServiceProvider provider) => new(
        provider.GetRequiredService<IOptions<ApiKeyFormatOptions>>().Value,
        provider.GetRequiredService<IOptions<ApiKeyPolicyOptions>>().Value,
        provider.GetRequiredService<IOptions<ApiKeyScopeOptions>>().Value.Scopes);

    public static ChangeWriter CreateWriter(IServiceProvider provider) => new(
        provider.GetRequiredService<IApiKeyStore>(),
        provider.GetRequiredService<IApiKeyUsageStore>(),
        provider.GetRequiredService<IApiKeyRequestStore>(),
        LogFactory.Options(provider),
        provider.GetRequiredService<ApiKeyEventDispatcher>(),
        provider.GetRequiredService<ILogger<ApiKeyManager>>());

    public static ApiKeyDirectory CreateDirectory(IServiceProvider provider) => new(
        provider.GetRequiredService<IApiKeyStore>(),
        StoreFactory.GuardUsage(provider),
        StoreFactory.GuardAudit(provider),
        new KeySimulator(
            StoreFactory.Owners(provider, provider.GetRequiredService<TimeProvider>()),
            provider.GetRequiredService<ScopeMatcher>(),
            StoreFactory.GuardLimits(provider),
            LogFactory.DenyLists(provider),
            provider.GetRequiredService<IOptions<ApiKeysOptions>>(),
            provider.GetRequiredService<TimeProvider>()),
        provider.GetRequiredService<TimeProvider>());
}
