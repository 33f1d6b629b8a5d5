using System.Security.Claims;
using ApiKeys.Verification;

namespace ApiKeys.AspNetCore.Authentication;

/// <summary>A good key to a principal. Nothing that people write (names, metadata) can become a role or a user's id.</summary>
internal static class ApiKeyPrincipal
{
    public static ClaimsPrincipal Of(VerifiedApiKey key)
    {
        var identity = new ClaimsIdentity(ApiKeyDefaults.AuthenticationScheme, ApiKeyClaimTypes.Name, ApiKeyClaimTypes.Role);
        identity.AddClaim(new Claim(ApiKeyClaimTypes.KeyId, key.Id));
        identity.AddClaim(new Claim(ApiKeyClaimTypes.Name, key.Record.Name));
        Add(identity, ApiKeyClaimTypes.TenantId, key.TenantId);
        Add(identity, ApiKeyClaimTypes.Environment, key.Environment);
        Add(identity, ApiKeyClaimTypes.Unrestricted, key.Scopes.IsUnrestricted ? "true" : null);
        foreach (var scope in key.Scopes)
        {
            Add(identity, ApiKeyClaimTypes.Scope, scope);
        }

        foreach (var customer in key.CustomerIds ?? [])
        {
            Add(identity, ApiKeyClaimTypes.CustomerId, customer);
        }

        return new ClaimsPrincipal(identity);
    }

    private static void Add(ClaimsIdentity identity, string type, string? value)
    {
        if (value is not null)
        {
            identity.AddClaim(new Claim(type, value));
        }
    }
}
