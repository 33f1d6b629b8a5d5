using ApiKeys.Format;
using ApiKeys.Hashing;
using ApiKeys.Memory;
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

    private List<string> UnknownWords(IEnumerable<ConfiguredApiKey> keys)
    {
        try
        {
            var environments = services.GetRequiredService<IOptions<ApiKeyFormatOptions>>().Value.Environments.Select(known => known.Name).ToList();
            var algorithms = services.GetServices<IApiKeyHasher>().Select(hasher => hasher.Algorithm).ToList();
            return
            [
                .. keys.Where(key => key.Environment is not null && !environments.Contains(key.Environment))
                    .Select(key => $"The configured API key '{key.Id}' is not usable: its Environment '{key.Environment}' is not one of {string.Join(", ", environments)}."),
                .. keys.Where(key => key.Hash.StartsWith('$') && !algorithms.Contains(PhcString.AlgorithmOf(key.Hash).ToString()))
                    .Select(key => $"The configured API key '{key.Id}' is not usable: its Hash names no algorithm that the host has: {string.Join(", ", algorithms)}."),
            ];
        }
        catch (OptionsValidationException)
        {
            // Format or hashing are wrong; their own validators say so.
            return [];
        }
    }
}
