using ApiKeys.Usage;
using Microsoft.Extensions.Options;

namespace ApiKeys.DependencyInjection;

/// <summary>The buffer of counts has a size and is emptied.</summary>
internal sealed class ApiKeyUsageOptionsValidator : IValidateOptions<ApiKeyUsageOptions>
{
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(100);

    public ValidateOptionsResult Validate(string? name, ApiKeyUsageOptions options)
    {
        if (options.FlushInterval < ShortestInterval || options.FlushInterval > TimeSpan.FromHours(1))
        {
            return ValidateOptionsResult.Fail("ApiKeyUsageOptions.FlushInterval goes from 100 milliseconds to an hour.");
        }

        return options.Capacity < 1 ? ValidateOptionsResult.Fail("ApiKeyUsageOptions.Capacity is at least 1.") : ValidateOptionsResult.Success;
    }
}
