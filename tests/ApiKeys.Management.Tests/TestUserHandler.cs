using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace ApiKeys.Management.Tests;

/// <summary>The host's own scheme: a user by the header <c>X-Test-User</c>, or by a cookie as browsers send it unasked.</summary>
internal sealed class TestUserHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, TestUsers users)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Users";
    public const string Header = "X-Test-User";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var name = Request.Headers[Header].FirstOrDefault() ?? Request.Cookies["user"];
        if (name is null || !users.TryGetValue(name, out var user))
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var identity = new ClaimsIdentity(SchemeName);
        identity.AddClaim(new Claim("sub", name));
        identity.AddClaims(user.Roles.Select(role => new Claim(ClaimTypes.Role, role)));
        if (user.Tenant is not null)
        {
            identity.AddClaim(new Claim("tenant_id", user.Tenant));
        }

        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName)));
    }
}
