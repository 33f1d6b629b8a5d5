using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Authentication;

/// <summary>The scheme. Says to ASP.NET Core what the library has found out. One is made for each request, so it holds little.</summary>
/// <remarks>It implements the platform's interface itself: the platform's base class writes a line into the log for every refused request.</remarks>
internal sealed class ApiKeyAuthenticationHandler(SchemeServices services) : IAuthenticationHandler
{
    private AuthenticationScheme _scheme = null!;
    private HttpContext _context = null!;
    private ApiKeyAuthenticationOptions _options = null!;

    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context)
    {
        _scheme = scheme;
        _context = context;
        _options = services.Options.Get(scheme.Name);
        return Task.CompletedTask;
    }

    public Task<AuthenticateResult> AuthenticateAsync()
    {
        if (ForwardTo(_options.ForwardAuthenticate) is { } target)
        {
            return _context.AuthenticateAsync(target);
        }

        var outcome = services.Authenticator.AuthenticateAsync(_context, _scheme, _options);
        return outcome.IsCompletedSuccessfully ? outcome.Result.Outcome.Result : AwaitAsync(outcome);
    }

    public async Task ChallengeAsync(AuthenticationProperties? properties)
    {
        if (ForwardTo(_options.ForwardChallenge) is { } target)
        {
            await _context.ChallengeAsync(target, properties);
            return;
        }

        var (_, outcome) = await services.Authenticator.AuthenticateAsync(_context, _scheme, _options);
        services.Misordered.ReportIf(outcome.Key is not null && ApiKeyIdentity.FindKey(_context.User) is null);
        await services.Refuser.ChallengeAsync(_context, _scheme, _options, properties, outcome);
    }

    public async Task ForbidAsync(AuthenticationProperties? properties)
    {
        if (ForwardTo(_options.ForwardForbid) is { } target)
        {
            await _context.ForbidAsync(target, properties);
            return;
        }

        await services.Refuser.ForbidAsync(_context, _scheme, _options, properties, services.Explainer.Explain(_context));
    }

    private static async Task<AuthenticateResult> AwaitAsync(ValueTask<Authenticated> outcome) => await (await outcome).Outcome.Result;

    // What the platform's base class does with the forwarding options.
    private string? ForwardTo(string? scheme)
    {
        var target = scheme ?? _options.ForwardDefaultSelector?.Invoke(_context) ?? _options.ForwardDefault;
        return target is null || string.Equals(target, _scheme.Name, StringComparison.Ordinal) ? null : target;
    }
}
