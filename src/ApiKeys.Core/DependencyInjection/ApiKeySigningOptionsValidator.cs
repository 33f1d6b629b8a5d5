using System.Buffers;
using ApiKeys.Management;
using ApiKeys.Signing;
using Microsoft.Extensions.Options;

namespace ApiKeys.DependencyInjection;

/// <summary>Times are times, keys are keys, and who issues keys that sign can keep them.</summary>
internal sealed class ApiKeySigningOptionsValidator(IOptions<ApiKeyPolicyOptions> policy, IEnumerable<ISigningKeyProtector> protectors) : IValidateOptions<ApiKeySigningOptions>
{
    private const int KeyBytes = 32;
    private const int LongestId = 32;
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    private static readonly SearchValues<char> IdCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-");

    public ValidateOptionsResult Validate(string? name, ApiKeySigningOptions options)
    {
        if (!IsTime(options.Lifetime) || !IsTime(options.BodyTimeout) || options.ClockSkew < TimeSpan.Zero || options.ClockSkew > Longest)
        {
            return ValidateOptionsResult.Fail("ApiKeySigningOptions.Lifetime and BodyTimeout are from a second to an hour, and ClockSkew is at most an hour and not negative.");
        }

        if (options.ProtectionKeys.Any(key => key.Secret is not { Length: KeyBytes } || key.Id is not { Length: > 0 and <= LongestId } || key.Id.AsSpan().ContainsAnyExcept(IdCharacters)))
        {
            return ValidateOptionsResult.Fail($"One of ApiKeySigningOptions.ProtectionKeys is no key: its Secret has {KeyBytes} bytes, its Id 1 to {LongestId} letters, digits and hyphens.");
        }

        if (options.ProtectionKeys.DistinctBy(key => key.Id, StringComparer.Ordinal).Count() < options.ProtectionKeys.Count)
        {
            return ValidateOptionsResult.Fail("Two of ApiKeySigningOptions.ProtectionKeys have the same Id.");
        }

        return Enum.IsDefined(options.Scheme) && (!IssuesSignedKeys() || CanProtect(options))
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("ApiKeyPolicyOptions.Modes lets keys be issued that sign, and nothing can encrypt what is stored of them: add a key to ApiKeySigningOptions.ProtectionKeys, or an ISigningKeyProtector.");
    }

    // What is wrong with the policy is said by its own validator.
    private bool IssuesSignedKeys()
    {
        try
        {
            return policy.Value.Modes.Contains(ApiKeyMode.Signed);
        }
        catch (OptionsValidationException)
        {
            return false;
        }
    }

    private bool CanProtect(ApiKeySigningOptions options) => options.ProtectionKeys.Count > 0 || protectors.Any();

    private static bool IsTime(TimeSpan time) => time >= TimeSpan.FromSeconds(1) && time <= Longest;
}
