using Microsoft.Extensions.Options;

namespace ApiKeys.Client.DependencyInjection;

/// <summary>Retries and waits are bounded.</summary>
internal sealed class RetryAfterOptionsValidator : IValidateOptions<RetryAfterOptions>
{
    private const int MostRetries = 100;

    public ValidateOptionsResult Validate(string? name, RetryAfterOptions options)
    {
        if (options.MaxRetries is < 1 or > MostRetries)
        {
            return ValidateOptionsResult.Fail($"RetryAfterOptions.MaxRetries goes from 1 to {MostRetries}.");
        }

        return options.MaxDelay < TimeSpan.Zero || options.MaxDelay > TimeSpan.FromDays(1)
            ? ValidateOptionsResult.Fail("RetryAfterOptions.MaxDelay goes up to a day.")
            : ValidateOptionsResult.Success;
    }
}
