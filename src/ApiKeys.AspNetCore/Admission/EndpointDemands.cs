using System.Net;
using System.Runtime.CompilerServices;
using ApiKeys.AspNetCore.Responses;
using ApiKeys.Verification;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ApiKeys.AspNetCore.Admission;

/// <summary>Everything that one endpoint asks of a key, read from its metadata once.</summary>
internal sealed class EndpointDemands
{
    private static readonly ConditionalWeakTable<Endpoint, EndpointDemands> Known = [];
    private readonly object[] _metadata;
    private readonly ApiKeyAdmissionRequest _request;
    private readonly string? _customerRouteValue;

    public EndpointDemands(IEnumerable<object> metadata)
    {
        _metadata = [.. metadata];
        AreNotStored = _metadata.OfType<NoStoreMetadata>().Any();
        _customerRouteValue = _metadata.OfType<RequireCustomerAttribute>().LastOrDefault()?.RouteValue;
        _request = new ApiKeyAdmissionRequest
        {
            Scopes = [.. _metadata.SelectMany(ScopesOf).Distinct(StringComparer.Ordinal)],
            AllowsUnrestricted = _metadata.OfType<AllowUnrestrictedKeysAttribute>().Any(),
            Environment = _metadata.OfType<RequireEnvironmentAttribute>().LastOrDefault()?.Environment,
        };
    }

    public static EndpointDemands Nothing { get; } = new([]);

    public IReadOnlyList<string> Scopes => _request.Scopes;

    public string? Environment => _request.Environment;

    /// <summary>Whether none of the endpoint's answers may be kept.</summary>
    public bool AreNotStored { get; }

    public static EndpointDemands Of(Endpoint? endpoint) =>
        endpoint is null ? Nothing : Known.GetValue(endpoint, static e => new EndpointDemands(e.Metadata));

    /// <summary>The same demands and a further one.</summary>
    public EndpointDemands With(ApiKeyRequirementAttribute further)
    {
        // By reference: attributes compare themselves by reflection.
        foreach (var known in _metadata)
        {
            if (ReferenceEquals(known, further))
            {
                return this;
            }
        }

        return With([further]);
    }

    /// <summary>The same demands and further ones, which the platform found elsewhere than on the endpoint.</summary>
    public EndpointDemands With(IEnumerable<ApiKeyRequirementAttribute> further)
    {
        var missing = further.Where(demand => !_metadata.Contains(demand)).ToList();
        return missing.Count == 0 ? this : new EndpointDemands([.. _metadata, .. missing]);
    }

    /// <summary>The demands, with what this request brings to them; without one, no customer is named.</summary>
    public ApiKeyAdmissionRequest For(HttpContext? context, IPAddress? address) => _request with
    {
        CustomerId = _customerRouteValue is null ? null : context?.GetRouteValue(_customerRouteValue)?.ToString(),
        RemoteAddress = address,
    };

    private static IReadOnlyList<string> ScopesOf(object metadata) => metadata switch
    {
        RequireScopesAttribute require => require.Scopes,
        FastLaneMetadata fastLane => fastLane.Scopes,
        _ => [],
    };
}
