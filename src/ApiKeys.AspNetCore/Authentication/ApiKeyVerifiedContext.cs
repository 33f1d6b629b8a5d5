using System.Security.Claims;
using ApiKeys.Verification;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Authentication;

/// <summary>A key was found good: the host may add claims to <see cref="ResultContext{TOptions}.Principal"/>, or call <see cref="ResultContext{TOptions}.Fail(string)"/>.</summary>
public sealed class ApiKeyVerifiedContext : ResultContext<ApiKeyAuthenticationOptions>
{
    internal ApiKeyVerifiedContext(
        HttpContext context,
        AuthenticationScheme scheme,
        ApiKeyAuthenticationOptions options,
        VerifiedApiKey apiKey,
        ClaimsPrincipal principal)
        : base(context, scheme, options)
    {
        ApiKey = apiKey;
        Principal = principal;
    }

    /// <summary>The key.</summary>
    public VerifiedApiKey ApiKey { get; }
}
