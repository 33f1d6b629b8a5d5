using ApiKeys.Memory;
using Microsoft.Extensions.Options;

namespace ApiKeys.DependencyInjection;

/// <summary>Every configured key can be read, and no two are one.</summary>
internal sealed class ConfiguredApiKeysOptionsValidator : IValidateOptions<ConfiguredApiKeysOptions>
{
    public ValidateOptionsResult Validate(string? name, ConfiguredApiKeysOptions options)
    {
        var errors = options.Keys.Select(key => ConfiguredKeyReader.TryRead(key, out _, out var error) ? null : error).OfType<string>().ToList();
        errors.AddRange(Twice(options.Keys, key => key.Id).Select(id => $"Two configured API keys have the Id '{id}'."));
        errors.AddRange(Twice(options.Keys, key => key.LookupId).Select(id => $"Two configured API keys have the LookupId '{id}'."));
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Twice(IEnumerable<ConfiguredApiKey> keys, Func<ConfiguredApiKey, string> selector) =>
        keys.GroupBy(selector, StringComparer.Ordinal).Where(group => group.Key.Length > 0 && group.Count() > 1).Select(group => group.Key);
}
