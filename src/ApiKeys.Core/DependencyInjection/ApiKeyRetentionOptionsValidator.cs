using ApiKeys.Management;
using Microsoft.Extensions.Options;

namespace ApiKeys.DependencyInjection;

/// <summary>Nothing is kept for a negative time, and pruning is no busy loop.</summary>
internal sealed class ApiKeyRetentionOptionsValidator : IValidateOptions<ApiKeyRetentionOptions>
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36_500);

    public ValidateOptionsResult Validate(string? name, ApiKeyRetentionOptions options)
    {
        if (new[] { options.DeletedKeys, options.IdempotencyEntries, options.UsageHours, options.Requests }.Any(time => time < TimeSpan.Zero || time > Longest))
        {
            return ValidateOptionsResult.Fail($"A time of ApiKeyRetentionOptions is negative or longer than {Longest.TotalDays:F0} days.");
        }

        if (options.ChangeFeed < TimeSpan.FromMinutes(1) || options.ChangeFeed > Longest)
        {
            return ValidateOptionsResult.Fail($"ApiKeyRetentionOptions.ChangeFeed is {options.ChangeFeed}; it is at least a minute, so that every node can read what the others have changed.");
        }

        return options.Interval < TimeSpan.FromSeconds(1) || options.Interval > TimeSpan.FromDays(30)
            ? ValidateOptionsResult.Fail($"ApiKeyRetentionOptions.Interval is {options.Interval}; it goes from a second to 30 days.")
            : ValidateOptionsResult.Success;
    }
}
