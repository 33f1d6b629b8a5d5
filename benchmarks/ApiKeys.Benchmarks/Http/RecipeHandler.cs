using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApiKeys.Benchmarks.Http;

/// <summary>What articles tell a developer to write: read a header, compare it to the configuration, hand out claims.</summary>
internal sealed class RecipeHandler(IOptionsMonitor<RecipeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<RecipeOptions>(options, logger, encoder)
{
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        if (!IsKnown(header["Bearer ".Length..]))
        {
            return Task.FromResult(AuthenticateResult.Fail("The key is unknown."));
        }

        Claim[] claims = [new("key_id", "key_1"), new(ClaimTypes.Name, "benchmark"), new("scope", "leads:read")];
        var identity = new ClaimsIdentity(claims, Scheme.Name);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name)));
    }

    private bool IsKnown(string key) => Options.Plain is { } plain
        ? string.Equals(key, plain, StringComparison.Ordinal)
        : string.Equals(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key))), Options.Sha256, StringComparison.Ordinal);
}
