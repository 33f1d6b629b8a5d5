using Microsoft.Extensions.Options;

namespace ApiKeys.Client.DependencyInjection;

/// <summary>Reads keys from the environment where the options have none (CONTRACT P-6).</summary>
internal sealed class EnvironmentKeys : IPostConfigureOptions<ApiKeyClientOptions>, IPostConfigureOptions<SignedClientOptions>
{
    public void PostConfigure(string? name, ApiKeyClientOptions options) => options.ApiKey = Read(options.ApiKey, options.EnvironmentVariableName);

    public void PostConfigure(string? name, SignedClientOptions options)
    {
        options.ApiKey = Read(options.ApiKey, options.ApiKeyEnvironmentVariableName);
        options.Secret = Read(options.Secret, options.SecretEnvironmentVariableName);
    }

    private static string? Read(string? value, string? variable) => string.IsNullOrEmpty(value) && !string.IsNullOrEmpty(variable) ? Environment.GetEnvironmentVariable(variable) : value;
}
