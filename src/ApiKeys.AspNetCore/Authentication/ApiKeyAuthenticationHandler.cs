using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.Authentication;

/// <summary>The scheme. Says to ASP.NET Core what the library has found out.</summary>
/// <remarks>It implements the platform's interface itself: the platform's base class writes a line into the log for every refused request.</remarks>
internal sealed class ApiKeyAuthenticationHandler(
    IOptionsMonitor<ApiKeyAuthenticationOptions> optionsMonitor,
    RequestAuthenticator authenticator,
    RequestRefuser refuser,
    MisorderedPipeline misordered,
    IForbiddenExplainer explainer) : IAuthenticationHandler
{
    // One result a reason, made once: a flood of bad keys allocates no exceptions.
    private static readonly AuthenticateResult[] Failures =
        [.. Enum.GetValues<ApiKeyFailureReason>().Select(reason => AuthenticateResult.Fail($"The API key was refused: {reason}."))];

    private AuthenticationScheme _scheme = null!;
    private HttpContext _context = null!;
    private ApiKeyAuthenticationOptions _options = null!;

    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context)
    {
        _scheme = scheme;
        _context = context;
        _options = optionsMonitor.Get(scheme.Name);
        return Task.CompletedTask;
    }

    public Task<AuthenticateResult> AuthenticateAsync() =>
        ForwardTo(_options.ForwardAuthenticate) is { } target ? _context.AuthenticateAsync(target) : AuthenticateHereAsync();

    public async Task ChallengeAsync(AuthenticationProperties? properties)
    {
        if (ForwardTo(_options.ForwardChallenge) is { } target)
        {
            await _context.ChallengeAsync(target, properties);
            return;
        }

        var outcome = await authenticator.AuthenticateAsync(_context, _scheme, _options);
        misordered.ReportIf(outcome.Key is not null && ApiKeyIdentity.FindKey(_context.User) is null);
        await refuser.ChallengeAsync(_context, _scheme, _options, properties, outcome);
    }

    public async Task ForbidAsync(AuthenticationProperties? properties)
    {
        if (ForwardTo(_options.ForwardForbid) is { } target)
        {
            await _context.ForbidAsync(target, properties);
            return;
        }

        await refuser.ForbidAsync(_context, _scheme, _options, properties, explainer.Explain(_context));
    }

    private async Task<AuthenticateResult> AuthenticateHereAsync()
    {
        var outcome = await authenticator.AuthenticateAsync(_context, _scheme, _options);
        if (outcome.Failure is { } failure)
        {
            return Failures[(int)failure.Reason];
        }

        return outcome.Principal is { } principal
            ? AuthenticateResult.Success(new AuthenticationTicket(principal, outcome.Properties, _scheme.Name))
            : AuthenticateResult.NoResult();
    }

    // What the platform's base class does with the forwarding options.
    private string? ForwardTo(string? scheme)
    {
        var target = scheme ?? _options.ForwardDefaultSelector?.Invoke(_context) ?? _options.ForwardDefault;
        return string.Equals(target, _scheme.Name, StringComparison.Ordinal) ? null : target;
    }
}
