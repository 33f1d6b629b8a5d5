using ApiKeys.AspNetCore.Endpoints;
using ApiKeys.AspNetCore.Responses;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the endpoints that manage keys.</summary>
public static class ApiKeyManagementEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps the endpoints that issue, list, edit, renew, revoke and explain keys. Say who may use them, or the start fails:
    /// <c>app.MapApiKeyManagement("/api-keys").RequireAuthorization("KeyAdmins")</c>.
    /// </summary>
    /// <param name="endpoints">The host's endpoints.</param>
    /// <param name="prefix">Where they are, such as <c>/api-keys</c>.</param>
    /// <returns>The group of all of them, for the host's own conventions.</returns>
    /// <exception cref="InvalidOperationException">The host has no API keys: <c>AddAuthentication().AddApiKey()</c> is missing.</exception>
    public static RouteGroupBuilder MapApiKeyManagement(this IEndpointRouteBuilder endpoints, string prefix)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        var frame = endpoints.ServiceProvider.GetService<ManagementFrame>()
            ?? throw new InvalidOperationException($"MapApiKeyManagement(\"{prefix}\") needs API keys. Call AddAuthentication().AddApiKey().");
        var group = endpoints.MapGroup(prefix);
        foreach (var endpoint in ManagementEndpoints.All)
        {
            RequestDelegate run = context => frame.InvokeAsync(context, endpoint);
            group.MapMethods(endpoint.Pattern, [endpoint.Method], run)
                .WithSummary(endpoint.Summary)
                .WithDisplayName($"{endpoint.Method} {prefix.TrimEnd('/')}{endpoint.Pattern}")
                .WithMetadata(new ManagementMetadata(prefix), NoStoreMetadata.Instance);
        }

        WrongMethod.Map(group, prefix, endpoints.ServiceProvider.GetRequiredService<RefusalResponder>());
        return group;
    }
}
