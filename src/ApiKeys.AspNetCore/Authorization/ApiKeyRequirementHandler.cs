using ApiKeys.AspNetCore.Admission;
using ApiKeys.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Filters;

namespace ApiKeys.AspNetCore.Authorization;

/// <summary>Tells the platform's authorization whether a key meets a requirement. It spends nothing: a later requirement may still refuse.</summary>
/// <remarks>It looks through the requirements itself: the platform's base class makes a query for each request.</remarks>
internal sealed class ApiKeyRequirementHandler(RequestAdmitter admitter) : IAuthorizationHandler
{
    public Task HandleAsync(AuthorizationHandlerContext context)
    {
        if (context.Requirements is IReadOnlyList<IAuthorizationRequirement> requirements)
        {
            for (var i = 0; i < requirements.Count; i++)
            {
                Handle(context, requirements[i]);
            }
        }
        else
        {
            foreach (var requirement in context.Requirements)
            {
                Handle(context, requirement);
            }
        }

        return Task.CompletedTask;
    }

    private void Handle(AuthorizationHandlerContext context, IAuthorizationRequirement any)
    {
        if (any is not ApiKeyRequirement requirement)
        {
            return;
        }

        var request = context.Resource switch
        {
            HttpContext http => http,
            FilterContext filter => filter.HttpContext,
            _ => null,
        };
        var key = request is null ? ApiKeyIdentity.FindKey(context.User) : RequestKeys.SpeakerOf(request, context.User).Key;

        // The requirement itself counts also where it does not stand on the endpoint, but in a policy of the host.
        if (key is not null && admitter.Meets(key, EndpointDemands.Of(request?.GetEndpoint()).With(requirement.Source), request))
        {
            context.Succeed(requirement);
        }
    }
}
