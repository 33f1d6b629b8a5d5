using System.Runtime.CompilerServices;
using ApiKeys.Verification;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ApiKeys.AspNetCore.Admission;

/// <summary>Everything that one endpoint asks of a key, read from its metadata once.</summary>
internal sealed class EndpointDemands
{
    private static readonly ConditionalWeakTable<Endpoint, EndpointDemands> Known = [];
    private static readonly EndpointDemands Nothing = new(new EndpointMetadataCollection());
    private readonly ApiKeyAdmissionRequest _request;
    private readonly string? _customerRouteValue;

    private EndpointDemands(EndpointMetadataCollection metadata)
    {
        _customerRouteValue = metadata.GetMetadata<RequireCustomerAttribute>()?.RouteValue;
        _request = new ApiKeyAdmissionRequest
        {
            Scopes = [.. metadata.SelectMany(ScopesOf).Distinct(StringComparer.Ordinal)],
            AllowsUnrestricted = metadata.GetMetadata<AllowUnrestrictedKeysAttribute>() is not null,
            Environment = metadata.GetMetadata<RequireEnvironmentAttribute>()?.Environment,
        };
    }

    public IReadOnlyList<string> Scopes => _request.Scopes;

    public string? Environment => _request.Environment;

    public static EndpointDemands Of(Endpoint? endpoint) =>
        endpoint is null ? Nothing : Known.GetValue(endpoint, static e => new EndpointDemands(e.Metadata));

    /// <summary>One demand by itself.</summary>
    public static ApiKeyAdmissionRequest Of(ApiKeyRequirementAttribute demand) => new EndpointDemands(new EndpointMetadataCollection(demand))._request;

    /// <summary>The demands, with what this request brings to them.</summary>
    public ApiKeyAdmissionRequest For(HttpContext context) => _request with
    {
        CustomerId = _customerRouteValue is null ? null : context.GetRouteValue(_customerRouteValue)?.ToString(),
        RemoteAddress = context.Connection.RemoteIpAddress,
    };

    private static IReadOnlyList<string> ScopesOf(object metadata) => metadata switch
    {
        RequireScopesAttribute require => require.Scopes,
        FastLaneMetadata fastLane => fastLane.Scopes,
        _ => [],
    };
}
