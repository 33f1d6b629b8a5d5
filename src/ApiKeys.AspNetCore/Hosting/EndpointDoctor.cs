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

/// <summary>Looks at what single endpoints ask for: scopes, schemes, environments and route values that exist, and demands that hold where they stand.</summary>
internal sealed class EndpointDoctor(
    IOptions<ApiKeyScopeOptions> scopes,
    IOptions<ApiKeyFormatOptions> format,
    IOptions<AuthorizationOptions> authorization,
    ILogger<EndpointDoctor> logger)
{
    public string? Error(Endpoint endpoint, Func<string, bool> schemeExists)
    {
        if (!AsksForKey(endpoint))
        {
            return null;
        }

        var error = ScopeError(endpoint) ?? EnvironmentError(endpoint) ?? SchemeError(endpoint, schemeExists) ?? CustomerError(endpoint) ?? DynamicError(endpoint) ?? FastLaneError(endpoint);
        return error is null ? null : $"The endpoint {endpoint.DisplayName} {error}";
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

    private string? ScopeError(Endpoint endpoint)
    {
        var known = scopes.Value.Scopes;
        var unknown = EndpointDemands.Of(endpoint).Scopes.FirstOrDefault(scope => !ScopeSet.TryCreate([scope], out _, out _) || !known.Knows(scope));
        return unknown is null
            ? null
            : $"asks for the scope '{unknown}', which is not in ApiKeyScopeOptions.Scopes. Correct it, or add it with ConfigureScopes(). Known: {string.Join(", ", known.Select(scope => scope.Key))}.";
    }

    private string? EnvironmentError(Endpoint endpoint)
    {
        var asked = endpoint.Metadata.GetOrderedMetadata<RequireEnvironmentAttribute>().Select(demand => demand.Environment).Distinct(StringComparer.Ordinal).ToList();
        if (asked.Count > 1)
        {
            return $"asks for several environments, {string.Join(" and ", asked)}; no key has more than one.";
        }

        var known = format.Value.Environments.Select(environment => environment.Name).ToList();
        return asked.Count == 0 || known.Contains(asked[0])
            ? null
            : $"asks for the environment '{asked[0]}', which is not in ApiKeyFormatOptions.Environments: {string.Join(", ", known)}.";
    }

    private static string? SchemeError(Endpoint endpoint, Func<string, bool> exists) => endpoint.Metadata.GetOrderedMetadata<ApiKeyRequirementAttribute>()
        .SelectMany(demand => (demand.AuthenticationSchemes ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        .FirstOrDefault(scheme => !exists(scheme)) is { } missing
        ? $"asks for the authentication scheme '{missing}', which the host has not added. Call AddAuthentication().AddApiKey(), or name the host's scheme in AuthenticationSchemes."
        : null;

    private static string? CustomerError(Endpoint endpoint)
    {
        var asked = endpoint.Metadata.GetOrderedMetadata<RequireCustomerAttribute>().Select(demand => demand.RouteValue).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (asked.Count > 1)
        {
            return $"takes the customer from several route values, {string.Join(" and ", asked)}; only one can decide.";
        }

        return asked.Count == 0 || endpoint is not RouteEndpoint route || route.RoutePattern.GetParameter(asked[0]) is not null
            ? null
            : $"takes the customer from the route value '{asked[0]}', which its pattern '{route.RoutePattern.RawText}' does not have.";
    }

    // A dynamic endpoint is replaced by another one when it is matched, and its demands with it.
    private static string? DynamicError(Endpoint endpoint) => endpoint.Metadata.GetMetadata<IDynamicEndpointMetadata>() is { IsDynamic: true }
        ? "asks for a key and is dynamic: another endpoint takes its place, and the demand is lost. Put the demand on the controller or page."
        : null;

    private string? FastLaneError(Endpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<FastLaneMetadata>() is null)
        {
            return null;
        }

        if (endpoint.Metadata.FirstOrDefault(metadata => metadata is IAuthorizeData or AuthorizationPolicy or IAllowAnonymous) is { } other)
        {
            return $"has RequireApiKey() and other authorization metadata, {other.GetType().Name}. Use RequireScopes() in the place of RequireApiKey(), or remove the other.";
        }

        return authorization.Value.FallbackPolicy is null
            ? null
            : "has RequireApiKey(), and the host has a fallback policy that would judge it before. Use RequireScopes() in the place of RequireApiKey().";
    }
}
