using Microsoft.Extensions.Options;

namespace ApiKeys.Client.DependencyInjection;

/// <summary>The key can be had, and a header can carry it.</summary>
internal sealed class ApiKeyClientOptionsValidator : IValidateOptions<ApiKeyClientOptions>
{
    public ValidateOptionsResult Validate(string? name, ApiKeyClientOptions options)
    {
        string?[] errors =
        [
            KeyText.ErrorOf(name, "API key", options.ApiKey, "ApiKeyClientOptions.ApiKey", options.EnvironmentVariableName),
            KeyText.ErrorOf(name, options.Origin),
            options.HeaderName is null || IsRequestHeader(options.HeaderName) ? null : $"'{options.HeaderName}', the HeaderName of HttpClient '{name}', is no name of a request header.",
        ];
        var found = errors.OfType<string>().ToList();
        return found.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(found);
    }

    private static bool IsRequestHeader(string name)
    {
        using var request = new HttpRequestMessage();
        return name.Length > 0 && request.Headers.TryAddWithoutValidation(name, "");
    }
}
