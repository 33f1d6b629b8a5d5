using Microsoft.Extensions.Options;

namespace ApiKeys.Client.DependencyInjection;

/// <summary>Key and secret can be had, and the prefix is one.</summary>
internal sealed class SignedClientOptionsValidator : IValidateOptions<SignedClientOptions>
{
    public ValidateOptionsResult Validate(string? name, SignedClientOptions options)
    {
        string?[] errors =
        [
            KeyText.ErrorOf(name, "API key", options.ApiKey, "SignedClientOptions.ApiKey", options.ApiKeyEnvironmentVariableName),
            KeyText.ErrorOf(name, "API key secret", options.Secret, "SignedClientOptions.Secret", options.SecretEnvironmentVariableName),
            KeyText.ErrorOf(name, options.Origin),
            options.PathPrefix is "" || (options.PathPrefix is ['/', .., not '/'] && !options.PathPrefix.AsSpan().ContainsAny(" ?#"))
                ? null
                : $"The PathPrefix of HttpClient '{name}' begins with a slash, ends without one, and has no query.",
        ];
        var found = errors.OfType<string>().ToList();
        return found.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(found);
    }
}
