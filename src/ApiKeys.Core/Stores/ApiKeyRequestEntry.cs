using System.Net;

namespace ApiKeys.Stores;

/// <summary>A row of the request log: one call, or all refused requests of a few seconds that are alike (CONTRACT G-8).</summary>
/// <remarks>It has no place for a body, a credential, a path or a query: of where a request went it knows the route's template.</remarks>
/// <threadsafety>Immutable.</threadsafety>
public sealed record ApiKeyRequestEntry
{
    /// <summary>The row's own id; the log gives it when it hands the row to the store.</summary>
    /// <value>Default: empty, none was given yet.</value>
    public string Id { get; init; } = "";

    /// <summary>When the request came in, in UTC; of several, the first of them.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When the last of several came in, in UTC; of one, the same as <see cref="At"/>.</summary>
    public required DateTimeOffset LastAt { get; init; }

    /// <summary>What the row tells of.</summary>
    public required ApiKeyRequestKind Kind { get; init; }

    /// <summary>How many requests it stands for.</summary>
    /// <value>Default: 1.</value>
    public long Count { get; init; } = 1;

    /// <summary>The tenant of the key or of the caller; <see langword="null"/> where none was proved.</summary>
    public string? TenantId { get; init; }

    /// <summary>The id of the key; <see langword="null"/> where nobody has proved to hold it.</summary>
    public string? KeyId { get; init; }

    /// <summary>The key's name at that time.</summary>
    public string? KeyName { get; init; }

    /// <summary>Who tried to manage keys, as the audit trail would call them; <see langword="null"/> in every other row.</summary>
    public string? Actor { get; init; }

    /// <summary>The method; <see langword="null"/> where several requests had several.</summary>
    public string? Method { get; init; }

    /// <summary>The template of the route, such as <c>/v1/customers/{customerId}/orders</c>; <see langword="null"/> where no endpoint matched.</summary>
    public string? Route { get; init; }

    /// <summary>The status of the answer; <see langword="null"/> where there was none, because the client had gone.</summary>
    public int? Status { get; init; }

    /// <summary>How long the request ran, to the microsecond; <see langword="null"/> for several.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The client's address; where requests are counted together and it is of IPv6, the first address of its network of 64 bits.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>What the host calls the request; <see langword="null"/> for several.</summary>
    public string? RequestId { get; init; }

    /// <summary>Why the key was refused; <see langword="null"/> where it was not, or something else was.</summary>
    public ApiKeyFailureReason? Reason { get; init; }
}
