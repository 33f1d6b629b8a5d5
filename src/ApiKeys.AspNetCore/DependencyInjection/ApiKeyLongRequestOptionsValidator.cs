using ApiKeys.AspNetCore.Admission;
using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.DependencyInjection;

/// <summary>Long requests are looked at again neither all the time nor next month.</summary>
internal sealed class ApiKeyLongRequestOptionsValidator : IValidateOptions<ApiKeyLongRequestOptions>
{
    public ValidateOptionsResult Validate(string? name, ApiKeyLongRequestOptions options) =>
        options.IsOff || (options.RecheckInterval >= TimeSpan.FromSeconds(1) && options.RecheckInterval <= TimeSpan.FromDays(1))
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("ApiKeyLongRequestOptions.RecheckInterval goes from 1 second to a day; zero or Timeout.InfiniteTimeSpan switches it off.");
}
