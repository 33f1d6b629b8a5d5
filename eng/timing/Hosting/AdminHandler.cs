using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApiKeys.Timing.Hosting;

/// <summary>Takes everybody who manages keys for an admin of tenant A.</summary>
internal sealed class AdminHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "Admins";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var admin = new ClaimsIdentity([new Claim("sub", "admin"), new Claim("tenant_id", "A"), new Claim(ClaimTypes.Role, "admin")], Name);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(admin), Name)));
    }
}
