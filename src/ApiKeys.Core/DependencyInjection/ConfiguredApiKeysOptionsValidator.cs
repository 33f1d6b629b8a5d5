using System.Diagnostics.CodeAnalysis;
using ApiKeys.Format;
using ApiKeys.Hashing;
using ApiKeys.Memory;
using ApiKeys.Scopes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ApiKeys.DependencyInjection;

/// <summary>Every configured key can be read, and no two are one.</summary>
internal sealed class ConfiguredApiKeysOptionsValidator(IServiceProvider services) : IValidateOptions<ConfiguredApiKeysOptions>
{
    public ValidateOptionsResult Validate(string? name, ConfiguredApiKeysOptions options)
    {
        var errors = options.Keys.Select(key => ConfiguredKeyReader.TryRead(key, out _, out var error) ? null : error).OfType<string>().ToList();
        errors.AddRange(Twice(options.Keys, key => key.Id).Select(id => $"Two configured API keys have the Id '{id}'."));
        errors.AddRange(Twice(options.Keys, key => key.LookupId).Select(id => $"Two configured API keys have the LookupId '{id}'."));
        errors.AddRange(options.Keys.Count == 0 ? [] : UnknownWords(options.Keys));
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Twice(IEnumerable<ConfiguredApiKey> keys, Func<ConfiguredApiKey, string> selector) =>
        keys.GroupBy(selector, StringComparer.Ordinal).Where(group => group.Key.Length > 0 && group.Count() > 1).Select(group => group.Key);

    // What the rest of the host's options knows; where those are wrong themselves, their own validators say so.
    private List<string> UnknownWords(IEnumerable<ConfiguredApiKey> keys)
    {
        try
        {
            var environments = Value<ApiKeyFormatOptions>().Environments.Select(known => known.Name).ToList();
            var scopes = Value<ApiKeyScopeOptions>().Scopes;
            var hashers = services.GetServices<IApiKeyHasher>().ToList();
            return
            [
                .. keys.SelectMany(key => new[]
                {
                    key.Environment is null || environments.Contains(key.Environment) ? null : $"its Environment '{key.Environment}' is not one of {string.Join(", ", environments)}.",
                    key.Scopes.FirstOrDefault(scope => !scopes.Knows(scope)) is { } unknown ? $"its scope '{unknown}' is unknown." : null,
                    key.Hash.StartsWith('$') ? HashError(key, hashers) : null,
                }.OfType<string>().Select(error => $"The configured API key '{key.Id}' is not usable: {error}")),
            ];
        }
        catch (OptionsValidationException)
        {
            return [];
        }
    }

    private static string? HashError(ConfiguredApiKey key, List<IApiKeyHasher> hashers)
    {
        var algorithm = PhcString.AlgorithmOf(key.Hash).ToString();
        if (hashers.FindLast(hasher => hasher.Algorithm == algorithm) is not { } hasher)
        {
            return $"its Hash names no algorithm that the host has: {string.Join(", ", hashers.Select(known => known.Algorithm))}.";
        }

        return hasher.Verify("not a key"u8, key.Id, key.Hash) == HashVerdict.Malformed ? "its Hash cannot be read; copy the whole text that was printed with the key." : null;
    }

    private TOptions Value<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>()
        where TOptions : class => services.GetRequiredService<IOptions<TOptions>>().Value;
}
