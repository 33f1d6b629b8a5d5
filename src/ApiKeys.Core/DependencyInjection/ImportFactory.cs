using System.Security.Cryptography;
using ApiKeys.Caching;
using ApiKeys.Format;
using ApiKeys.Hashing;
using ApiKeys.Management;
using ApiKeys.Stores;
using ApiKeys.Verification;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApiKeys.DependencyInjection;

/// <summary>Puts together what imports keys and finds them at their first use: nothing of it is in a host that imports none.</summary>
internal static class ImportFactory
{
    private const int NoIterations = 0;

    public static void Add(IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(ApiKeyImporter)))
        {
            return;
        }

        services.AddSingleton<IValidateOptions<ApiKeyImportOptions>, ApiKeyImportOptionsValidator>();
        services.AddOptions<ApiKeyImportOptions>().ValidateOnStart();
        services.AddSingleton<IApiKeyHasher, Sha512ApiKeyHasher>();
        services.AddSingleton<IApiKeyHasher>(new Pbkdf2ApiKeyHasher(HashAlgorithmName.SHA1, NoIterations));
        services.AddSingleton(CreateMemory);
        services.AddSingleton<ImportCandidates>();
        services.AddSingleton(CreateImporter);
    }

    private static ImportMemory CreateMemory(IServiceProvider provider) => new(
        StoreFactory.GuardImports(provider),
        provider.GetRequiredService<IApiKeyStore>(),
        provider.GetRequiredService<IOptions<ApiKeyCacheOptions>>().Value,
        provider.GetRequiredService<TimeProvider>());

    private static ApiKeyImporter CreateImporter(IServiceProvider provider)
    {
        var format = provider.GetRequiredService<ApiKeyFormat>();
        var hashers = provider.GetRequiredService<HasherRegistry>();
        var policy = provider.GetRequiredService<IOptions<ApiKeyPolicyOptions>>().Value;
        var texts = new ForeignText(format);
        var hashes = new ForeignHashReader(hashers, provider.GetRequiredService<IOptions<ApiKeyImportOptions>>().Value.MaxIterations);
        var drafter = new ImportDrafter(ManagementFactory.CreateRules(provider), new ImportRules(texts), hashes, new ImportPlacer(format, texts), hashers, policy);
        var rows = new RowImporter(
            drafter,
            provider.GetRequiredService<IApiKeyStore>(),
            StoreFactory.GuardAudit(provider),
            ManagementFactory.CreateWriter(provider),
            provider.GetRequiredService<ImportMemory>(),
            policy.MaxKeysPerTenant);
        return new ApiKeyImporter(
            rows,
            StoreFactory.GuardImports(provider),
            provider.GetRequiredService<IApiKeyUsageStore>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ApiKeyImporter>>());
    }
}
