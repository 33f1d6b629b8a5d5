using ApiKeys.AspNetCore.Admission;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Authorization;

/// <summary>An endpoint behind the fast lane: what it asks for was read when it was built, whatever happens to the request's endpoint later.</summary>
internal sealed class FastLaneEndpoint(FastLane lane, RequestDelegate inner, EndpointDemands demands)
{
    public Task InvokeAsync(HttpContext context) => lane.InvokeAsync(context, demands, inner);
}
