namespace ApiKeys.AspNetCore;

/// <summary>The endpoint speaks about one customer, whom a route value names; keys that are limited to others are refused (CONTRACT G-7).</summary>
/// <remarks>An MVC action has to bind the same value with <c>[FromRoute]</c>: a form could otherwise name another customer.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class RequireCustomerAttribute : ApiKeyRequirementAttribute
{
    /// <summary>Names the route value.</summary>
    /// <param name="routeValue">The name in the route pattern, such as <c>customerId</c>.</param>
    public RequireCustomerAttribute(string routeValue)
    {
        ArgumentException.ThrowIfNullOrEmpty(routeValue);
        RouteValue = routeValue;
    }

    /// <summary>The name in the route pattern.</summary>
    public string RouteValue { get; }

    /// <summary>The route value's name, for logs.</summary>
    public override string ToString() => $"customer {RouteValue}";
}
