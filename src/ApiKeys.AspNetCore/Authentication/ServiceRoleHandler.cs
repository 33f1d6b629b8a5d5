using System.Security.Claims;
using ApiKeys.AspNetCore.Responses;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace ApiKeys.AspNetCore.Authentication;

/// <summary>The scheme of the service role. A bearer token that is no service key is nobody's business here: a scheme beside it may know it.</summary>
internal sealed class ServiceRoleHandler(ServiceKeys keys, RefusalResponder responder, IOptions<ApiKeyResponseOptions> responses) : IAuthenticationHandler
{
    private const string Prefix = "Bearer ";
    private static readonly ApiKeyRefusal Unauthorized = new(StatusCodes.Status401Unauthorized, "UNAUTHORIZED", "Authentication is required", null);
    private static readonly ApiKeyRefusal Forbidden = new(StatusCodes.Status403Forbidden, "FORBIDDEN", "The service role is not allowed to do this", null);
    private HttpContext _context = null!;

    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context)
    {
        _context = context;
        return Task.CompletedTask;
    }

    public Task<AuthenticateResult> AuthenticateAsync()
    {
        var values = _context.Request.Headers.Authorization;
        var isService = values.Count == 1
            && values[0] is { } value
            && value.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            && keys.Knows(value.AsSpan(Prefix.Length).Trim(' '));
        return Task.FromResult(isService
            ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ServiceRoleIdentity()), ApiKeyDefaults.ServiceRoleScheme))
            : AuthenticateResult.NoResult());
    }

    public Task ChallengeAsync(AuthenticationProperties? properties)
    {
        // A scheme beside this one may have asked for a bearer token already; once is enough.
        if (_context.Response.Headers.WWWAuthenticate.Count == 0)
        {
            _context.Response.Headers.Append(HeaderNames.WWWAuthenticate, Challenges.Bearer(responses.Value.Realm, wasPresented: _context.Request.Headers.Authorization.Count > 0));
        }

        responder.Refuse(_context, Unauthorized);
        return Task.CompletedTask;
    }

    public Task ForbidAsync(AuthenticationProperties? properties)
    {
        responder.Refuse(_context, Forbidden);
        return Task.CompletedTask;
    }
}
