using ApiKeys.AspNetCore.Admission;
using ApiKeys.AspNetCore.Responses;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Authorization;

/// <summary>Stands between "allowed" and the endpoint: the last thing that runs once every requirement has agreed, so that only what passes is counted.</summary>
internal sealed class AdmittingResultHandler(IAuthorizationMiddlewareResultHandler inner, RequestAdmitter admitter) : IAuthorizationMiddlewareResultHandler
{
    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<NoStoreMetadata>() is not null)
        {
            context.Response.Headers.CacheControl = "no-store";
        }

        if (authorizeResult.Succeeded && !await admitter.TryAdmitAsync(context, EndpointDemands.Of(context.GetEndpoint())))
        {
            return;
        }

        await inner.HandleAsync(next, context, policy, authorizeResult);
    }
}
