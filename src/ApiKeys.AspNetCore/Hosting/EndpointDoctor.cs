using ApiKeys.AspNetCore.Admission;
using ApiKeys.AspNetCore.Diagnostics;
using ApiKeys.Format;
using ApiKeys.Scopes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.Hosting;

/// <summary>Looks at what single endpoints ask for: scopes, schemes, environments and route values that exist.</summary>
internal sealed class EndpointDoctor(IOptions<ApiKeyScopeOptions> scopes, IOptions<ApiKeyFormatOptions> format, ILogger<EndpointDoctor> logger)
{
    public string? Error(Endpoint endpoint, Func<string, bool> schemeExists)
    {
        var demands = EndpointDemands.Of(endpoint);
        var unknown = demands.Scopes.FirstOrDefault(scope => ScopeSet.TryCreate([scope], out _, out _) is false || !scopes.Value.Scopes.Knows(scope));
        if (unknown is not null)
        {
            return $"The endpoint {endpoint.DisplayName} asks for the scope '{unknown}', which is not in ApiKeyScopeOptions.Scopes.";
        }

        if (demands.Environment is { } environment && format.Value.Environments.All(known => known.Name != environment))
        {
            return $"The endpoint {endpoint.DisplayName} asks for the environment '{environment}', which is not in ApiKeyFormatOptions.Environments.";
        }

        return SchemeError(endpoint, schemeExists) ?? CustomerError(endpoint);
    }

    public void Warn(IReadOnlyList<Endpoint> endpoints)
    {
        foreach (var endpoint in endpoints.Where(e => AsksForKey(e) && e.Metadata.GetMetadata<IAllowAnonymous>() is not null))
        {
            Log.EndpointIsAnonymous(logger, endpoint.DisplayName);
        }

        var open = endpoints.Where(AsksForKey).Select(endpoint => endpoint.DisplayName).ToList();
        if (scopes.Value.UnrestrictedKeys == UnrestrictedKeyPolicy.AllEndpoints && open.Count > 0)
        {
            Log.UnrestrictedEverywhere(logger, string.Join(", ", open));
        }
    }

    private static bool AsksForKey(Endpoint endpoint) => endpoint.Metadata.Any(metadata => metadata is ApiKeyRequirementAttribute or FastLaneMetadata);

    private static string? SchemeError(Endpoint endpoint, Func<string, bool> exists) => endpoint.Metadata.GetOrderedMetadata<ApiKeyRequirementAttribute>()
        .SelectMany(demand => (demand.AuthenticationSchemes ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        .FirstOrDefault(scheme => !exists(scheme)) is { } missing
        ? $"The endpoint {endpoint.DisplayName} asks for the authentication scheme '{missing}', which the host has not added. Call AddAuthentication().AddApiKey(), or name the host's scheme in AuthenticationSchemes."
        : null;

    private static string? CustomerError(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<RequireCustomerAttribute>() is { } demand
        && endpoint is RouteEndpoint route
        && route.RoutePattern.GetParameter(demand.RouteValue) is null
            ? $"The endpoint {endpoint.DisplayName} takes the customer from the route value '{demand.RouteValue}', which its pattern does not have."
            : null;
}
