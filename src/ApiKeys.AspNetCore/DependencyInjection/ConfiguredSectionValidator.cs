using ApiKeys.Memory;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.DependencyInjection;

/// <summary>Lists in the configuration of keys are lists: the binder overlooks a single text in the place of one, and a key without its address list is open to everybody.</summary>
internal sealed class ConfiguredSectionValidator(IConfiguration section) : IValidateOptions<ConfiguredApiKeysOptions>
{
    private static readonly string[] Lists = [nameof(ConfiguredApiKey.Scopes), nameof(ConfiguredApiKey.AllowedIps), nameof(ConfiguredApiKey.CustomerIds)];

    public ValidateOptionsResult Validate(string? name, ConfiguredApiKeysOptions options)
    {
        var errors = section.GetSection(nameof(ConfiguredApiKeysOptions.Keys)).GetChildren()
            .SelectMany(key => Lists.Where(list => !string.IsNullOrEmpty(key[list])).Select(list =>
                $"The configured API key '{key[nameof(ConfiguredApiKey.Id)]}' is not usable: its {list} is one text; write a list, [ \"{key[list]}\" ]."))
            .ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
