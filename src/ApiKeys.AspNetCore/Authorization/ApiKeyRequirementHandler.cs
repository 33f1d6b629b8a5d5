using ApiKeys.AspNetCore.Admission;
using ApiKeys.AspNetCore.Authentication;
using ApiKeys.Verification;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Filters;

namespace ApiKeys.AspNetCore.Authorization;

/// <summary>Tells the platform's authorization whether a key meets a requirement. It spends nothing: a later requirement may still refuse.</summary>
internal sealed class ApiKeyRequirementHandler(RequestAdmitter admitter) : AuthorizationHandler<ApiKeyRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ApiKeyRequirement requirement)
    {
        if (ApiKeyIdentity.FindKey(context.User) is { } key && Meets(context.Resource, requirement, key))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }

    // A hub's method is no endpoint: there the requirement itself is all that is asked.
    private bool Meets(object? resource, ApiKeyRequirement requirement, VerifiedApiKey key) => resource switch
    {
        HttpContext request => admitter.Meets(request, key),
        FilterContext filter => admitter.Meets(filter.HttpContext, key),
        _ => admitter.Meets(requirement.Source, key),
    };
}
