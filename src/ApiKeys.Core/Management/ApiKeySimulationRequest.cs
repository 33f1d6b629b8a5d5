using System.Net;

namespace ApiKeys.Management;

/// <summary>A request to imagine. What is left out is not looked at.</summary>
public sealed record ApiKeySimulationRequest
{
    /// <summary>The client's address.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The tenant that the request speaks to.</summary>
    public string? TenantId { get; init; }

    /// <summary>The environment that the endpoint belongs to; the host's own is looked at in any case.</summary>
    public string? Environment { get; init; }

    /// <summary>Whether the endpoint is one that keys which are limited to customers can open at all: those that name a customer.</summary>
    /// <value>Default: <see langword="false"/>, customers are not looked at unless <see cref="CustomerId"/> is given.</value>
    public bool ChecksCustomer { get; init; }

    /// <summary>The customer that the request speaks about.</summary>
    public string? CustomerId { get; init; }

    /// <summary>The scopes that the endpoint asks for.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Whether the endpoint is open to keys without scope restriction.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool AllowsUnrestricted { get; init; }
}
