using ApiKeys.Management;
using Microsoft.Extensions.Options;

namespace ApiKeys.DependencyInjection;

/// <summary>The default life is a time, and the default limits are limits.</summary>
internal sealed class ApiKeyPolicyOptionsValidator : IValidateOptions<ApiKeyPolicyOptions>
{
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(36_500);

    public ValidateOptionsResult Validate(string? name, ApiKeyPolicyOptions options)
    {
        if (options.DefaultLifetime is { } life && (life <= TimeSpan.Zero || life > LongestLife))
        {
            return ValidateOptionsResult.Fail(
                $"ApiKeyPolicyOptions.DefaultLifetime is {life}; it is positive and at most {LongestLife.TotalDays:F0} days, or null for keys without an end.");
        }

        return options.DefaultRateLimits.DistinctBy(limit => (limit.Window, limit.Algorithm)).Count() < options.DefaultRateLimits.Count
            ? ValidateOptionsResult.Fail("Two of ApiKeyPolicyOptions.DefaultRateLimits have the same window.")
            : ValidateOptionsResult.Success;
    }
}
