using ApiKeys.Format;
using Microsoft.Extensions.Options;

namespace ApiKeys.DependencyInjection;

/// <summary>Every template is unambiguous and keeps enough hidden.</summary>
internal sealed class ApiKeyFormatOptionsValidator : IValidateOptions<ApiKeyFormatOptions>
{
    private const int MostLastCharacters = 4;
    private const int FewestLookupKeyBytes = 32;

    public ValidateOptionsResult Validate(string? name, ApiKeyFormatOptions options)
    {
        var errors = EnvironmentErrors(options).ToList();
        if (errors.Count == 0)
        {
            errors.AddRange(ApiKeyFormat.ShapesOf(options).Select(shape => ShapeError(shape, options)).OfType<string>());
        }

        if (options.DisplayLastLength is < 0 or > MostLastCharacters)
        {
            errors.Add($"ApiKeyFormatOptions.DisplayLastLength is {options.DisplayLastLength}; it goes from 0 to {MostLastCharacters}.");
        }

        if (options.DisplayPrefixLength < 0)
        {
            errors.Add("ApiKeyFormatOptions.DisplayPrefixLength is negative.");
        }

        if (options.LookupKey is { Length: < FewestLookupKeyBytes })
        {
            errors.Add($"ApiKeyFormatOptions.LookupKey has fewer than {FewestLookupKeyBytes} bytes.");
        }

        if (errors.Count == 0 && AmbiguityError(options) is { } ambiguity)
        {
            errors.Add(ambiguity);
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static string? AmbiguityError(ApiKeyFormatOptions options)
    {
        using var format = new ApiKeyFormat(Options.Create(options));
        return format.FindAmbiguity() is { } shape
            ? $"Keys that begin with '{shape.Prefix}' can be read as keys of another template or environment; give the templates different prefixes or lengths."
            : null;
    }

    private static IEnumerable<string> EnvironmentErrors(ApiKeyFormatOptions options)
    {
        foreach (var environment in options.Environments)
        {
            if (environment.Name.Length == 0 || environment.Label.Length == 0 || !KeyAlphabet.Base62.Covers(environment.Label))
            {
                yield return $"The environment '{environment.Name}' has the label '{environment.Label}'; a label has letters and digits only, so that no separator stands inside it.";
            }
        }

        if (options.Environments.DistinctBy(e => e.Name).Count() < options.Environments.Count || options.Environments.DistinctBy(e => e.Label).Count() < options.Environments.Count)
        {
            yield return "Two of ApiKeyFormatOptions.Environments have the same name or label.";
        }

        var needsOne = options.AcceptedTemplates.Prepend(options.Template).FirstOrDefault(template => template.Find(KeySegmentKind.Environment) is not null);
        if (options.Environments.Count == 0 && needsOne is not null)
        {
            yield return $"The key template '{needsOne}' names the environment, but ApiKeyFormatOptions.Environments is empty.";
        }
    }

    private static string? ShapeError(KeyShape shape, ApiKeyFormatOptions options)
    {
        if (shape.MaxLength > KeyTemplate.MaxKeyLength)
        {
            return $"Keys that begin with '{shape.Prefix}' can be longer than {KeyTemplate.MaxKeyLength} characters.";
        }

        var bits = KeyStrength.HiddenBits(shape, options);
        return bits < KeyStrength.FewestHiddenBits
            ? $"Keys that begin with '{shape.Prefix}' hide {Math.Floor(bits):F0} bits; at least {KeyStrength.FewestHiddenBits:F0} are needed. Make the secret longer or show less of it."
            : null;
    }
}
