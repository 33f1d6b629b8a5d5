using ApiKeys.Caching;
using Microsoft.Extensions.Options;

namespace ApiKeys.DependencyInjection;

/// <summary>Nothing is believed for longer than the promise allows, and nothing grows without end.</summary>
internal sealed class ApiKeyCacheOptionsValidator : IValidateOptions<ApiKeyCacheOptions>
{
    private static readonly TimeSpan LongestLifetime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(10);

    public ValidateOptionsResult Validate(string? name, ApiKeyCacheOptions options)
    {
        if (options.Lifetime < TimeSpan.Zero || options.Lifetime > LongestLifetime)
        {
            return ValidateOptionsResult.Fail($"ApiKeyCacheOptions.Lifetime is {options.Lifetime}; it goes from zero to {LongestLifetime.TotalSeconds} seconds.");
        }

        if (options.LifetimeWithFeed < options.Lifetime || options.LifetimeWithFeed > TimeSpan.FromHours(1))
        {
            return ValidateOptionsResult.Fail($"ApiKeyCacheOptions.LifetimeWithFeed is {options.LifetimeWithFeed}; it goes from Lifetime to an hour.");
        }

        if (options.FeedInterval < ShortestTimeout || options.FeedInterval > LongestLifetime)
        {
            return ValidateOptionsResult.Fail($"ApiKeyCacheOptions.FeedInterval is {options.FeedInterval}; it goes from 10 milliseconds to {LongestLifetime.TotalSeconds} seconds.");
        }

        if (options.Capacity < 1 || options.UnknownCapacity < 1)
        {
            return ValidateOptionsResult.Fail("ApiKeyCacheOptions.Capacity and UnknownCapacity are at least 1.");
        }

        if (options.ManagementTimeout < ShortestTimeout || options.ManagementTimeout > TimeSpan.FromMinutes(10))
        {
            return ValidateOptionsResult.Fail("ApiKeyCacheOptions.ManagementTimeout goes from 10 milliseconds to 10 minutes.");
        }

        return options.StoreTimeout < ShortestTimeout || options.StoreTimeout > TimeSpan.FromMinutes(1)
            ? ValidateOptionsResult.Fail("ApiKeyCacheOptions.StoreTimeout goes from 10 milliseconds to a minute.")
            : ValidateOptionsResult.Success;
    }
}
