using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Hosting;

/// <summary>Whether the host's authentication and authorization are there, in an order in which authorization can see a key.</summary>
internal static class PipelineOrder
{
    private const string Escape = " If they stand in a branch of the pipeline, set ApiKeyStartupOptions.CheckPipeline to false.";

    // The marks that UseAuthentication() and UseAuthorization() leave for the platform's own checks.
    private const string Authentication = "__AuthenticationMiddlewareSet";
    private const string Authorization = "__AuthorizationMiddlewareSet";

    public static string? Error(IDictionary<string, object?> properties, IReadOnlyList<Endpoint> endpoints)
    {
        if (endpoints.FirstOrDefault(endpoint => endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null) is not { } first)
        {
            return null;
        }

        if (!properties.ContainsKey(Authorization))
        {
            return $"The endpoint {first.DisplayName} asks for authorization, and the pipeline has none. Call UseAuthentication() and UseAuthorization() after UseRouting().{Escape}";
        }

        if (!properties.ContainsKey(Authentication))
        {
            return $"The endpoint {first.DisplayName} asks for authorization, and the pipeline has no authentication. Call UseAuthentication() before UseAuthorization().{Escape}";
        }

        // The marks stand in the order in which they were made.
        return properties.Keys.First(key => key is Authentication or Authorization) == Authorization
            ? $"UseAuthorization() stands before UseAuthentication(): good keys would be answered with 401. Exchange the two; where you wrote UseAuthentication() alone, write UseAuthorization() behind it, or WebApplication puts it in front.{Escape}"
            : null;
    }
}
