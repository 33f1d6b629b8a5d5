using ApiKeys.AspNetCore.Endpoints;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Hosting;

/// <summary>Whether the host protects the management endpoints: the library knows what managing is, and only the host who may.</summary>
internal static class ManagementDoctor
{
    public static IEnumerable<string> Errors(IReadOnlyList<Endpoint> endpoints)
    {
        foreach (var group in endpoints.Where(endpoint => Of(endpoint) is not null).GroupBy(endpoint => Of(endpoint)!.Prefix))
        {
            var open = group.Where(endpoint => !endpoint.Metadata.Any(metadata => metadata is IAuthorizeData or AuthorizationPolicy)).ToList();
            if (open.Count > 0)
            {
                yield return $"The management endpoints {Names(open)} have no authorization policy: say who may manage keys, MapApiKeyManagement(\"{group.Key}\").RequireAuthorization(\"KeyAdmins\").";
            }

            var anonymous = group.Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null).ToList();
            if (anonymous.Count > 0)
            {
                yield return $"The management endpoints {Names(anonymous)} allow anonymous requests: remove AllowAnonymous() from MapApiKeyManagement(\"{group.Key}\") and from the groups around it.";
            }
        }
    }

    private static ManagementMetadata? Of(Endpoint endpoint) => endpoint.Metadata.GetMetadata<ManagementMetadata>();

    private static string Names(IReadOnlyList<Endpoint> endpoints) => string.Join(", ", endpoints.Select(endpoint => endpoint.DisplayName));
}
