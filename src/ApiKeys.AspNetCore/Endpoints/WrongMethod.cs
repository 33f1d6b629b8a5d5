using ApiKeys.AspNetCore.Responses;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ApiKeys.AspNetCore.Endpoints;

/// <summary>Answers the methods that a management path does not have: 405 and <c>Allow</c> (RFC 9110 sections 15.5.6 and 10.2.1), in the host's error contract.</summary>
/// <remarks>
/// Everybody gets it, before anybody is asked who they are: it is made of path and method alone, is the same for every id, tenant and host, and asks no
/// store. A 401 in its place would keep nothing secret, since it tells as well that there is something, and would challenge what carries no credential:
/// CORS preflights, TRACE (ATTACKS AC-027, AC-157).
/// </remarks>
internal static class WrongMethod
{
    public static void Map(RouteGroupBuilder group, string prefix, IManagementContract contract, RefusalResponder responder)
    {
        foreach (var path in contract.Endpoints.GroupBy(endpoint => endpoint.Pattern))
        {
            // Without methods of its own routing takes it where no endpoint with methods is as good, the host's own ones among them.
            var allow = string.Join(", ", path.Select(endpoint => endpoint.Method).Order(StringComparer.Ordinal));
            group.Map(path.Key, context => RefuseAsync(context, responder, allow)).AllowAnonymous().WithDisplayName($"Other methods of {prefix.TrimEnd('/')}{path.Key}");
        }
    }

    private static Task RefuseAsync(HttpContext context, RefusalResponder responder, string allow)
    {
        context.Response.Headers.Allow = allow;
        responder.Refuse(context, ManagementRefusals.MethodNotAllowed);
        return Task.CompletedTask;
    }
}
