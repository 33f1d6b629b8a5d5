using ApiKeys.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.DependencyInjection;

/// <summary>There is a service key, and every hash is one. What stands there is not repeated: it may be the key itself.</summary>
internal sealed class ApiKeyServiceRoleOptionsValidator : IValidateOptions<ApiKeyServiceRoleOptions>
{
    public ValidateOptionsResult Validate(string? name, ApiKeyServiceRoleOptions options)
    {
        if (options.KeyHashes.Count == 0)
        {
            return ValidateOptionsResult.Fail("AddApiKeyServiceRole() has no key: add the SHA-256 of one to ApiKeyServiceRoleOptions.KeyHashes, as 64 hex digits or as base64.");
        }

        var wrong = options.KeyHashes.Select(ApiKeyServiceRoleOptions.Decode).ToList().IndexOf(null);
        return wrong < 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"ApiKeyServiceRoleOptions.KeyHashes[{wrong}] is no SHA-256: 64 hex digits, or 32 bytes as base64.");
    }
}
