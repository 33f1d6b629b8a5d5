using ApiKeys.Logs;
using Microsoft.Extensions.Options;

namespace ApiKeys.DependencyInjection;

/// <summary>What waits to be logged has a bound and is written.</summary>
internal sealed class ApiKeyLogOptionsValidator : IValidateOptions<ApiKeyLogOptions>
{
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(100);

    public ValidateOptionsResult Validate(string? name, ApiKeyLogOptions options)
    {
        if (options.FlushInterval < ShortestInterval || options.FlushInterval > TimeSpan.FromHours(1))
        {
            return ValidateOptionsResult.Fail("ApiKeyLogOptions.FlushInterval goes from 100 milliseconds to an hour.");
        }

        return options.Capacity < 1 || options.MaxFailureRows < 1
            ? ValidateOptionsResult.Fail("ApiKeyLogOptions.Capacity and MaxFailureRows are at least 1.")
            : ValidateOptionsResult.Success;
    }
}
