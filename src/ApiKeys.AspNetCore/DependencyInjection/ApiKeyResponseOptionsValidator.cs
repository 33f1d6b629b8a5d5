using ApiKeys.AspNetCore.Responses;
using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.DependencyInjection;

/// <summary>The answers can be written as the options ask.</summary>
internal sealed class ApiKeyResponseOptionsValidator : IValidateOptions<ApiKeyResponseOptions>
{
    public ValidateOptionsResult Validate(string? name, ApiKeyResponseOptions options)
    {
        if (options.Realm.Any(c => c is < ' ' or > '~' or '"' or '\\'))
        {
            return ValidateOptionsResult.Fail("ApiKeyResponseOptions.Realm holds quotes, backslashes or characters outside ASCII.");
        }

        if (options.UnavailableRetryAfterSeconds < 1)
        {
            return ValidateOptionsResult.Fail("ApiKeyResponseOptions.UnavailableRetryAfterSeconds is at least 1.");
        }

        return Enum.IsDefined(options.Contract)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("ApiKeyResponseOptions.Contract is none of the defined contracts.");
    }
}
