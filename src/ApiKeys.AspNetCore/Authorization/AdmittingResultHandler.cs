using ApiKeys.AspNetCore.Admission;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Authorization;

/// <summary>Stands between "allowed" and the endpoint: the last thing that runs once every requirement has agreed, so that only what passes is counted.</summary>
internal sealed class AdmittingResultHandler(IAuthorizationMiddlewareResultHandler inner, RequestAdmitter admitter) : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        var demands = EndpointDemands.Of(context.GetEndpoint());
        if (demands.AreNotStored)
        {
            context.Response.Headers.CacheControl = "no-store";
        }

        if (!authorizeResult.Succeeded)
        {
            return inner.HandleAsync(next, context, policy, authorizeResult);
        }

        var isAdmitted = admitter.TryAdmitAsync(context, demands);
        if (!isAdmitted.IsCompletedSuccessfully)
        {
            return AwaitAsync(isAdmitted, next, context, policy, authorizeResult);
        }

        return isAdmitted.Result ? inner.HandleAsync(next, context, policy, authorizeResult) : Task.CompletedTask;
    }

    private async Task AwaitAsync(ValueTask<bool> isAdmitted, RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (await isAdmitted)
        {
            await inner.HandleAsync(next, context, policy, authorizeResult);
        }
    }
}
