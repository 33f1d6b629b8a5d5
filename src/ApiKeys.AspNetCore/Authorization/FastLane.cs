using ApiKeys.AspNetCore.Admission;
using ApiKeys.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.Authorization;

/// <summary>A key's whole way in one place, for endpoints that ask for nothing but a key. Its answers are the scheme's, byte for byte.</summary>
internal sealed class FastLane(
    RequestAuthenticator authenticator,
    RequestRefuser refuser,
    RequestAdmitter admitter,
    IOptionsMonitor<ApiKeyAuthenticationOptions> options)
{
    private static readonly AuthenticationScheme Scheme = new(ApiKeyDefaults.AuthenticationScheme, displayName: null, typeof(ApiKeyAuthenticationHandler));

    public async Task InvokeAsync(HttpContext context, EndpointDemands demands, RequestDelegate endpoint)
    {
        var scheme = options.Get(ApiKeyDefaults.AuthenticationScheme);
        var outcome = await authenticator.AuthenticateAsync(context, Scheme, scheme);
        if (outcome.Key is not { } key)
        {
            await refuser.ChallengeAsync(context, Scheme, scheme, properties: null, outcome);
            return;
        }

        context.User = outcome.Principal!;
        if (!admitter.Meets(key, demands, context))
        {
            await refuser.ForbidAsync(context, Scheme, scheme, properties: null, admitter.Explain(context, demands));
            return;
        }

        if (await admitter.TryAdmitAsync(context, demands))
        {
            await endpoint(context);
        }
    }
}
