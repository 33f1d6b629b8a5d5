using ApiKeys.AspNetCore;
using ApiKeys.AspNetCore.Admission;
using ApiKeys.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>What endpoints and groups of endpoints ask of a key.</summary>
public static class ApiKeyEndpointConventionBuilderExtensions
{
    /// <summary>Asks for a key with scopes, all of them. It names the scheme <c>ApiKey</c>: a user of another scheme is answered with 401.</summary>
    /// <typeparam name="TBuilder">The builder.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="scopes">The scopes, such as <c>leads:read</c>; none: any good key.</param>
    public static TBuilder RequireScopes<TBuilder>(this TBuilder builder, params string[] scopes)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RequireScopesAttribute(scopes));

    /// <summary>Asks for a key of one environment, in hosts that serve several (CONTRACT S-27).</summary>
    /// <typeparam name="TBuilder">The builder.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="environment">The environment's name, such as <c>live</c>.</param>
    public static TBuilder RequireEnvironment<TBuilder>(this TBuilder builder, string environment)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RequireEnvironmentAttribute(environment));

    /// <summary>
    /// Says which route value names the customer that the endpoint speaks about (CONTRACT G-7). Keys that are limited to customers
    /// are refused on every endpoint that does not say so. An MVC action has to bind the same value with <c>[FromRoute]</c>.
    /// </summary>
    /// <typeparam name="TBuilder">The builder.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="routeValue">The name in the route pattern, such as <c>customerId</c>.</param>
    public static TBuilder RequireCustomer<TBuilder>(this TBuilder builder, string routeValue)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RequireCustomerAttribute(routeValue));

    /// <summary>Opens the endpoint to keys without scope restriction, which otherwise are refused wherever scopes are asked for.</summary>
    /// <typeparam name="TBuilder">The builder.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    public static TBuilder AllowUnrestrictedKeys<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new AllowUnrestrictedKeysAttribute());

    /// <summary>
    /// The fast lane: verifies and admits the key right in front of the endpoint, without the host's authentication and authorization.
    /// For endpoints that ask for nothing but a key; start fails where an endpoint has other authorization metadata beside it.
    /// </summary>
    /// <typeparam name="TBuilder">The builder.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="scopes">The scopes, all of them; none: any good key.</param>
    public static TBuilder RequireApiKey<TBuilder>(this TBuilder builder, params string[] scopes)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(scopes);
        builder.WithMetadata(new FastLaneMetadata([.. scopes]));

        // Around the finished delegate: before binding and filters, after every middleware. Once, also where group and endpoint both ask.
        builder.Finally(endpoint =>
        {
            var inner = endpoint.RequestDelegate ?? throw new InvalidOperationException($"The endpoint {endpoint.DisplayName} has nothing to run.");
            if (inner.Target is not FastLaneEndpoint)
            {
                var lane = endpoint.ApplicationServices.GetService<FastLane>()
                    ?? throw new InvalidOperationException($"The endpoint {endpoint.DisplayName} has RequireApiKey(), but the host has no API keys. Call AddAuthentication().AddApiKey(), or AddApiKeys().AddFastLane() where nothing else asks for a key.");
                endpoint.RequestDelegate = new FastLaneEndpoint(lane, inner, new EndpointDemands(endpoint.Metadata)).InvokeAsync;
            }
        });
        return builder;
    }
}
