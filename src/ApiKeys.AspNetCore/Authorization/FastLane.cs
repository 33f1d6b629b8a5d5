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

    public Task InvokeAsync(HttpContext context, EndpointDemands demands, RequestDelegate endpoint)
    {
        var scheme = options.Get(ApiKeyDefaults.AuthenticationScheme);
        var outcome = authenticator.AuthenticateAsync(context, Scheme, scheme);
        return outcome.IsCompletedSuccessfully ? GoOn(context, demands, endpoint, scheme, outcome.Result) : AwaitAsync(context, demands, endpoint, scheme, outcome);
    }

    private async Task AwaitAsync(HttpContext context, EndpointDemands demands, RequestDelegate endpoint, ApiKeyAuthenticationOptions scheme, ValueTask<Authenticated> outcome) =>
        await GoOn(context, demands, endpoint, scheme, await outcome);

    private Task GoOn(HttpContext context, EndpointDemands demands, RequestDelegate endpoint, ApiKeyAuthenticationOptions scheme, Authenticated authenticated)
    {
        var (state, outcome) = authenticated;
        if (outcome.Key is not { } key)
        {
            return refuser.ChallengeAsync(context, Scheme, scheme, properties: null, outcome);
        }

        context.User = outcome.Principal!;
        if (!admitter.Meets(key, demands, context))
        {
            return refuser.ForbidAsync(context, Scheme, scheme, properties: null, admitter.Explain(context, demands));
        }

        var isAdmitted = admitter.TryAdmitAsync(context, state, key, demands);
        if (!isAdmitted.IsCompletedSuccessfully)
        {
            return AwaitAsync(context, endpoint, isAdmitted);
        }

        return isAdmitted.Result ? endpoint(context) : Task.CompletedTask;
    }

    private static async Task AwaitAsync(HttpContext context, RequestDelegate endpoint, ValueTask<bool> isAdmitted)
    {
        if (await isAdmitted)
        {
            await endpoint(context);
        }
    }
}
