using System.Diagnostics.CodeAnalysis;
using ApiKeys.Caching;
using ApiKeys.Events;
using ApiKeys.Format;
using ApiKeys.Hashing;
using ApiKeys.Logs;
using ApiKeys.Management;
using ApiKeys.Memory;
using ApiKeys.Scopes;
using ApiKeys.Signing;
using ApiKeys.Stores;
using ApiKeys.Usage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ApiKeys.DependencyInjection;

/// <summary>Completes what <c>AddApiKeys</c> began. Every method can be called again; the last word counts.</summary>
public sealed class ApiKeysBuilder
{
    /// <summary>The service key of the store that the host chose, behind the library's cache. The service without a key is what everybody asks.</summary>
    public const string InnerStoreKey = "ApiKeys.InnerStore";

    /// <summary>Wraps the host's services.</summary>
    /// <param name="services">The host's services.</param>
    public ApiKeysBuilder(IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        Services = services;
    }

    /// <summary>The host's services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Keeps keys in this process, until it ends: for tests and first steps.</summary>
    public ApiKeysBuilder AddInMemoryStore() => AddStore(provider => new InMemoryApiKeyStore(provider.GetRequiredService<IApiKeyUsageStore>()));

    /// <summary>Keeps keys in a store of the host's own.</summary>
    /// <param name="factory">Makes the store, once. It may not ask the services for <see cref="IApiKeyStore"/>, which is what it makes.</param>
    public ApiKeysBuilder AddStore(Func<IServiceProvider, IApiKeyStore> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        Services.RemoveAllKeyed<IApiKeyStore>(InnerStoreKey);
        Services.AddKeyedSingleton(InnerStoreKey, (provider, _) => StoreFactory.Create(provider, factory));
        return this;
    }

    /// <summary>Takes keys from the host's configuration, alone or in front of a store.</summary>
    /// <param name="configure">Fills in the keys.</param>
    public ApiKeysBuilder AddConfiguredKeys(Action<ConfiguredApiKeysOptions> configure) => Configure(configure);

    /// <summary>Adds a hasher of the host's own, or puts it in the place of one with the same name.</summary>
    /// <typeparam name="THasher">The hasher.</typeparam>
    public ApiKeysBuilder AddHasher<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THasher>()
        where THasher : class, IApiKeyHasher
    {
        Services.AddSingleton<IApiKeyHasher, THasher>();
        return this;
    }

    /// <summary>Says what keys look like.</summary>
    /// <param name="configure">Changes the format.</param>
    public ApiKeysBuilder ConfigureFormat(Action<ApiKeyFormatOptions> configure) => Configure(configure);

    /// <summary>Says how keys are stored.</summary>
    /// <param name="configure">Changes the hashing.</param>
    public ApiKeysBuilder ConfigureHashing(Action<ApiKeyHashingOptions> configure) => Configure(configure);

    /// <summary>Says what keys may be issued.</summary>
    /// <param name="configure">Changes the policy.</param>
    public ApiKeysBuilder ConfigurePolicy(Action<ApiKeyPolicyOptions> configure) => Configure(configure);

    /// <summary>Says what scopes there are: <c>options.Scopes.Add("leads:read", "Read lead data")</c>.</summary>
    /// <param name="configure">Changes the scopes.</param>
    public ApiKeysBuilder ConfigureScopes(Action<ApiKeyScopeOptions> configure) => Configure(configure);

    /// <summary>Says when signatures are accepted, and how the keys that check them are kept.</summary>
    /// <param name="configure">Changes the signing.</param>
    public ApiKeysBuilder ConfigureSigning(Action<ApiKeySigningOptions> configure) => Configure(configure);

    /// <summary>Adds what encrypts signing keys where they are stored. The last one that is added encrypts; each decrypts what it has encrypted.</summary>
    /// <typeparam name="TProtector">The protector.</typeparam>
    public ApiKeysBuilder AddSigningKeyProtector<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TProtector>()
        where TProtector : class, ISigningKeyProtector
    {
        Services.AddSingleton<ISigningKeyProtector, TProtector>();
        return this;
    }

    /// <summary>Says how uses are counted.</summary>
    /// <param name="configure">Changes the counting.</param>
    public ApiKeysBuilder ConfigureUsage(Action<ApiKeyUsageOptions> configure) => Configure(configure);

    /// <summary>Says how long the store's answers are believed, and how long it is waited for.</summary>
    /// <param name="configure">Changes the cache.</param>
    public ApiKeysBuilder ConfigureCache(Action<ApiKeyCacheOptions> configure) => Configure(configure);

    /// <summary>Says how long what is no longer needed is kept.</summary>
    /// <param name="configure">Changes the retention.</param>
    public ApiKeysBuilder ConfigureRetention(Action<ApiKeyRetentionOptions> configure) => Configure(configure);

    /// <summary>Says what is written down: changes, calls, failed calls, blocklisted calls.</summary>
    /// <param name="configure">Changes the switches.</param>
    public ApiKeysBuilder ConfigureLogs(Action<ApiKeyLogOptions> configure) => Configure(configure);

    /// <summary>Adds a sink that is told of changes after they were made. Several can be added.</summary>
    /// <typeparam name="TSink">The sink.</typeparam>
    public ApiKeysBuilder AddEventSink<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TSink>()
        where TSink : class, IApiKeyEventSink
    {
        Services.AddSingleton<IApiKeyEventSink, TSink>();
        return this;
    }

    /// <summary>Adds what knows whether tenants, people and contracts behind keys are in good standing.</summary>
    /// <typeparam name="TSource">The source.</typeparam>
    public ApiKeysBuilder AddOwnerSource<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TSource>()
        where TSource : class, IApiKeyOwnerSource
    {
        Services.AddSingleton<IApiKeyOwnerSource, TSource>();
        return this;
    }

    /// <summary>Lets keys be imported that another system has issued, by <see cref="ApiKeyImporter"/>, and looks for them at their first use. The store has to be an <see cref="IApiKeyImportStore"/>.</summary>
    public ApiKeysBuilder AddImport() => AddImport(_ => { });

    /// <summary>The same, with limits of the host's own.</summary>
    /// <param name="configure">Changes the limits.</param>
    public ApiKeysBuilder AddImport(Action<ApiKeyImportOptions> configure)
    {
        ImportFactory.Add(Services);
        return Configure(configure);
    }

    private ApiKeysBuilder Configure<TOptions>(Action<TOptions> configure)
        where TOptions : class
    {
        ArgumentNullException.ThrowIfNull(configure);
        Services.Configure(configure);
        return this;
    }
}
