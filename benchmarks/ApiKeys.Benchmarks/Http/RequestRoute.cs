using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace ApiKeys.Benchmarks.Http;

/// <summary>Where routing leaves what it has found; servers keep a place for it.</summary>
internal sealed class RequestRoute : IEndpointFeature, IRouteValuesFeature
{
    public Endpoint? Endpoint { get; set; }

    public RouteValueDictionary RouteValues { get; set; } = [];
}
