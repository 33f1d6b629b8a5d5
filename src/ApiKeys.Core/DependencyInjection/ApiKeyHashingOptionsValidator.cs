using ApiKeys.Hashing;
using Microsoft.Extensions.Options;

namespace ApiKeys.DependencyInjection;

/// <summary>Peppers and work factors are strong enough.</summary>
internal sealed class ApiKeyHashingOptionsValidator : IValidateOptions<ApiKeyHashingOptions>
{
    private const int FewestIterations = 100_000;
    private const int LongestPepperId = 32;

    public ValidateOptionsResult Validate(string? name, ApiKeyHashingOptions options)
    {
        var errors = options.Peppers.Select(PepperError).OfType<string>().ToList();
        if (options.Peppers.DistinctBy(pepper => pepper.Id).Count() < options.Peppers.Count)
        {
            errors.Add("Two peppers have the same id.");
        }

        if (options.Pbkdf2Iterations is < FewestIterations or > Pbkdf2ApiKeyHasher.MostStoredIterations)
        {
            errors.Add($"ApiKeyHashingOptions.Pbkdf2Iterations is {options.Pbkdf2Iterations}; it goes from {FewestIterations} to {Pbkdf2ApiKeyHasher.MostStoredIterations}.");
        }

        errors.AddRange(SlowHashOptionsCheck.Errors(options).OfType<string>());
        if (options.MaxConcurrentSlowHashes < 1 || options.MaxQueuedSlowHashes < 0 || options.VerifiedKeyCapacity < 1 || options.SlowHashTimeout <= TimeSpan.Zero)
        {
            errors.Add("ApiKeyHashingOptions.MaxConcurrentSlowHashes and VerifiedKeyCapacity are at least 1, MaxQueuedSlowHashes is not negative, and SlowHashTimeout is positive.");
        }

        if (HasherRegistry.WriterName(options) == HmacSha256ApiKeyHasher.Name && options.Peppers.Count == 0)
        {
            errors.Add("ApiKeyHashingOptions.Algorithm is hmac-sha256, but there is no pepper.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static string? PepperError(ApiKeyPepper pepper)
    {
        if (pepper.Secret.Length < ApiKeyPepper.MinBytes)
        {
            return $"The pepper '{pepper.Id}' has {pepper.Secret.Length} bytes; it needs at least {ApiKeyPepper.MinBytes}.";
        }

        return pepper.Id.Length > LongestPepperId || pepper.Id.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-'))
            ? $"The pepper '{pepper.Id}' is named with other characters than letters, digits, dots and hyphens, or with more than {LongestPepperId}."
            : null;
    }
}
