using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.Extensions.Options;

namespace Samples;

/// <summary>
/// Who manages keys while you try things: people with real bearer tokens of the platform's own scheme, and a service with a key of its own.
/// They are made when the sample starts and are worthless when it ends. Your service has its own sign-in instead.
/// </summary>
internal sealed class DevelopmentCallers
{
    public string ServiceKey { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public string ServiceKeyHash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ServiceKey)));

    /// <summary>A token that the scheme's own check accepts for an hour.</summary>
    public static string TokenFor(IServiceProvider services, string user, string tenant, string role)
    {
        const string Scheme = BearerTokenDefaults.AuthenticationScheme;
        var identity = new ClaimsIdentity([new("sub", user), new("tenant_id", tenant), new(ClaimTypes.Role, role)], Scheme);
        var properties = new AuthenticationProperties { ExpiresUtc = services.GetRequiredService<TimeProvider>().GetUtcNow().AddHours(1) };
        var ticket = new AuthenticationTicket(new ClaimsPrincipal(identity), properties, $"{Scheme}:AccessToken");
        return services.GetRequiredService<IOptionsMonitor<BearerTokenOptions>>().Get(Scheme).BearerTokenProtector.Protect(ticket);
    }
}
