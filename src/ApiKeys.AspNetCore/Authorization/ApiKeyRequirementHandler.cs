using ApiKeys.AspNetCore.Admission;
using ApiKeys.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Authorization;

/// <summary>Tells the platform's authorization whether a key meets a requirement. It spends nothing: a later requirement may still refuse.</summary>
internal sealed class ApiKeyRequirementHandler(RequestAdmitter admitter) : AuthorizationHandler<ApiKeyRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ApiKeyRequirement requirement)
    {
        // A hub's method is no endpoint: there the requirement itself is all that is asked.
        if (ApiKeyIdentity.FindKey(context.User) is { } key
            && (context.Resource is HttpContext request ? admitter.Meets(request, key) : admitter.Meets(requirement.Source, key)))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
