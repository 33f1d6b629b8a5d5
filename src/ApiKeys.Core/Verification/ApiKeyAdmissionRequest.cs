using System.Net;

namespace ApiKeys.Verification;

/// <summary>What an endpoint asks of a good key.</summary>
public readonly record struct ApiKeyAdmissionRequest
{
    private readonly IReadOnlyList<string>? _scopes;

    /// <summary>The scopes that the endpoint asks for, all of them.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> Scopes
    {
        get => _scopes ?? [];
        init => _scopes = value;
    }

    /// <summary>Whether the endpoint is open to keys without scope restriction.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool AllowsUnrestricted { get; init; }

    /// <summary>The environment that the endpoint belongs to; <see langword="null"/>: the host's.</summary>
    public string? Environment { get; init; }

    /// <summary>The customer that the request speaks about; <see langword="null"/>: it names none.</summary>
    public string? CustomerId { get; init; }

    /// <summary>The client's address, for the record of the last use.</summary>
    public IPAddress? RemoteAddress { get; init; }
}
