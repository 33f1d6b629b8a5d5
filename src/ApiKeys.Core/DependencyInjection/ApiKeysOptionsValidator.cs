using System.Diagnostics.CodeAnalysis;
using ApiKeys.Format;
using ApiKeys.Hashing;
using ApiKeys.Memory;
using ApiKeys.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ApiKeys.DependencyInjection;

/// <summary>The host has a place for its keys and serves an environment that exists.</summary>
internal sealed class ApiKeysOptionsValidator(IServiceProvider services) : IValidateOptions<ApiKeysOptions>
{
    public const string NoStore =
        "API keys have no store: call AddInMemoryStore(), AddConfiguredKeys(...) or AddStore(...) on what AddApiKeys() returns. An IApiKeyStore that is registered in the services is not used: write AddStore(_ => new MyStore()).";

    public ValidateOptionsResult Validate(string? name, ApiKeysOptions options)
    {
        try
        {
            return Find(options) is { } error ? ValidateOptionsResult.Fail(error) : ValidateOptionsResult.Success;
        }
        catch (OptionsValidationException)
        {
            // Other options that this looks at are wrong; their own validators say so, once.
            return ValidateOptionsResult.Success;
        }
    }

    private string? Find(ApiKeysOptions options)
    {
        if (services.GetKeyedService<IApiKeyStore>(ApiKeysBuilder.InnerStoreKey) is null && Value<ConfiguredApiKeysOptions>().Keys.Count == 0)
        {
            return NoStore;
        }

        if (options.DenyLists && services.GetRequiredService<IApiKeyDenyListStore>() is NoDenyListStore)
        {
            return NoDenyListStore.Complaint;
        }

        if (options.Environment is not null && Value<ConfiguredApiKeysOptions>().Keys.FirstOrDefault(key => key.Environment is null) is { } unbound)
        {
            return $"The configured API key '{unbound.Id}' is not usable: it has no Environment, and this host serves '{options.Environment}' alone.";
        }

        var environments = Value<ApiKeyFormatOptions>().Environments;
        if (options.Environment is not null && environments.All(known => known.Name != options.Environment))
        {
            return $"ApiKeysOptions.Environment is '{options.Environment}', which is not one of ApiKeyFormatOptions.Environments: {string.Join(", ", environments.Select(known => known.Name))}.";
        }

        return options.EnvironmentMismatch is not (ApiKeyFailureKind.Unauthorized or ApiKeyFailureKind.Forbidden)
            ? "ApiKeysOptions.EnvironmentMismatch is Unauthorized or Forbidden."
            : WriterError();
    }

    private TOptions Value<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>()
        where TOptions : class => services.GetRequiredService<IOptions<TOptions>>().Value;

    // Here and not in the validator of the hashing options, which the hashers themselves are made from.
    private string? WriterError()
    {
        var writer = HasherRegistry.WriterName(Value<ApiKeyHashingOptions>());
        var hasher = services.GetServices<IApiKeyHasher>().LastOrDefault(hasher => hasher.Algorithm == writer && !hasher.IsReadOnly);
        return hasher is null
            ? $"ApiKeyHashingOptions.Algorithm is '{writer}', and no hasher has that name and writes."
            : LengthError(hasher, Value<ApiKeyFormatOptions>());
    }

    // What a hasher would leave out of a key would not have to be right (ATTACKS AC-044).
    private static string? LengthError(IApiKeyHasher hasher, ApiKeyFormatOptions format)
    {
        var longest = ApiKeyFormat.ShapesOf(format.Template, format.Environments).MaxBy(shape => shape.IssuedLength);
        return longest?.IssuedLength > hasher.MaxKeyBytes
            ? $"New keys that begin with '{longest.Prefix}' have {longest.IssuedLength} characters, and ApiKeyHashingOptions.Algorithm is '{hasher.Algorithm}', which takes {hasher.MaxKeyBytes}: make the secret shorter, or use bcrypt-sha256."
            : null;
    }
}
