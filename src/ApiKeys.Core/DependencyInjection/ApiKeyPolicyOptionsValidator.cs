using ApiKeys.Management;
using Microsoft.Extensions.Options;

namespace ApiKeys.DependencyInjection;

/// <summary>The default life is a time, and the default limits are limits.</summary>
internal sealed class ApiKeyPolicyOptionsValidator : IValidateOptions<ApiKeyPolicyOptions>
{
    private const int MostLimits = 4;
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(36_500);

    public ValidateOptionsResult Validate(string? name, ApiKeyPolicyOptions options) =>
        LifetimeError(options) ?? LimitError(options) ?? ValidateOptionsResult.Success;

    private static ValidateOptionsResult? LifetimeError(ApiKeyPolicyOptions options)
    {
        if (options.DefaultLifetime is { } life && (life <= TimeSpan.Zero || life > LongestLife))
        {
            return ValidateOptionsResult.Fail(
                $"ApiKeyPolicyOptions.DefaultLifetime is {life}; it is positive and at most {LongestLife.TotalDays:F0} days, or null for keys without an end.");
        }

        if (options.MaxLifetime <= TimeSpan.Zero || options.MaxLifetime > LongestLife || options.DefaultLifetime > options.MaxLifetime)
        {
            return ValidateOptionsResult.Fail($"ApiKeyPolicyOptions.MaxLifetime is {options.MaxLifetime}; it is positive, at most {LongestLife.TotalDays:F0} days and not below the default life.");
        }

        if (options.ExpiryRequired && options.DefaultLifetime is null)
        {
            return ValidateOptionsResult.Fail("ApiKeyPolicyOptions.ExpiryRequired is set, and DefaultLifetime is null: a key whose end is not said would have none.");
        }

        if (options.MinLifetime < TimeSpan.Zero || options.MinLifetime > options.MaxLifetime || options.DefaultLifetime < options.MinLifetime)
        {
            return ValidateOptionsResult.Fail($"ApiKeyPolicyOptions.MinLifetime is {options.MinLifetime}; it is neither negative nor above the default life or MaxLifetime.");
        }

        if (options.ExpiryPresets.Any(preset => preset <= TimeSpan.Zero))
        {
            return ValidateOptionsResult.Fail("One of ApiKeyPolicyOptions.ExpiryPresets is not positive.");
        }

        return options.Temporary.Lifetime <= TimeSpan.Zero || options.Temporary.Lifetime > options.MaxLifetime || options.Temporary.Lifetime < options.MinLifetime
            ? ValidateOptionsResult.Fail($"ApiKeyPolicyOptions.Temporary.Lifetime is {options.Temporary.Lifetime}, which may not be asked for.")
            : null;
    }

    private static ValidateOptionsResult? LimitError(ApiKeyPolicyOptions options)
    {
        if (options.RotationGrace < TimeSpan.Zero || options.RotationGrace > LongestLife || options.MaxKeysPerTenant < 1)
        {
            return ValidateOptionsResult.Fail("ApiKeyPolicyOptions.RotationGrace is not negative, and MaxKeysPerTenant is at least 1 where it is given.");
        }

        if (options.Modes.Count == 0 || options.Modes.Any(mode => !Enum.IsDefined(mode)))
        {
            return ValidateOptionsResult.Fail("ApiKeyPolicyOptions.Modes is empty or has a mode that does not exist; no key could be issued.");
        }

        if (options.DefaultRateLimits.Count > MostLimits || (options.DefaultRateLimits.Count == 0 && !options.AllowUnlimited))
        {
            return ValidateOptionsResult.Fail($"ApiKeyPolicyOptions.DefaultRateLimits has {options.DefaultRateLimits.Count} limits; at most {MostLimits} are allowed, and at least 1 where AllowUnlimited is false.");
        }

        if (options.MaxRequestsPerHour is { } most && (most < 1 || !options.DefaultRateLimits.Any(limit => limit.Permits / limit.Window.TotalHours <= most)))
        {
            return ValidateOptionsResult.Fail($"ApiKeyPolicyOptions.MaxRequestsPerHour is {most}; it is at least 1, and one of the default limits has to keep it.");
        }

        return options.DefaultRateLimits.DistinctBy(limit => (limit.Window, limit.Algorithm)).Count() < options.DefaultRateLimits.Count
            ? ValidateOptionsResult.Fail("Two of ApiKeyPolicyOptions.DefaultRateLimits have the same window.")
            : null;
    }
}
