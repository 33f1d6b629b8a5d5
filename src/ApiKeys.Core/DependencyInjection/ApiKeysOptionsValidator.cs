using ApiKeys.Format;
using ApiKeys.Hashing;
using ApiKeys.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ApiKeys.DependencyInjection;

/// <summary>The host has a place for its keys and serves an environment that exists.</summary>
internal sealed class ApiKeysOptionsValidator(IServiceProvider services) : IValidateOptions<ApiKeysOptions>
{
    public const string NoStore =
        "API keys have no store: call AddInMemoryStore(), AddConfiguredKeys(...) or AddStore(...) on what AddApiKeys() returns.";

    public ValidateOptionsResult Validate(string? name, ApiKeysOptions options)
    {
        if (services.GetService<StoreSource>() is null && services.GetRequiredService<IOptions<ConfiguredApiKeysOptions>>().Value.Keys.Count == 0)
        {
            return ValidateOptionsResult.Fail(NoStore);
        }

        var environments = services.GetRequiredService<IOptions<ApiKeyFormatOptions>>().Value.Environments;
        if (options.Environment is not null && environments.All(known => known.Name != options.Environment))
        {
            return ValidateOptionsResult.Fail(
                $"ApiKeysOptions.Environment is '{options.Environment}', which is not one of ApiKeyFormatOptions.Environments: {string.Join(", ", environments.Select(known => known.Name))}.");
        }

        return options.EnvironmentMismatch == ApiKeyFailureKind.Unavailable
            ? ValidateOptionsResult.Fail("ApiKeysOptions.EnvironmentMismatch is Unauthorized or Forbidden.")
            : WriterExists();
    }

    // Here and not in the validator of the hashing options, which the hashers themselves are made from.
    private ValidateOptionsResult WriterExists()
    {
        var writer = HasherRegistry.WriterName(services.GetRequiredService<IOptions<ApiKeyHashingOptions>>().Value);
        return services.GetServices<IApiKeyHasher>().Any(hasher => hasher.Algorithm == writer)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"ApiKeyHashingOptions.Algorithm is '{writer}', and no hasher has that name.");
    }
}
