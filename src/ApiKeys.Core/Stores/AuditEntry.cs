using System.Net;

namespace ApiKeys.Stores;

/// <summary>Who did what to which key, when and from where. It outlives the key.</summary>
/// <threadsafety>Immutable.</threadsafety>
public sealed record AuditEntry
{
    /// <summary>The entry's own id; ids sort by time.</summary>
    public required string Id { get; init; }

    /// <summary>When it was done, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What was done, such as <c>api_key.create</c> (CONTRACT N-10).</summary>
    public required string Action { get; init; }

    /// <summary>The id of the key; <c>blocklist</c> where the tenant's deny list was changed.</summary>
    public required string KeyId { get; init; }

    /// <summary>The key's name at that time; <c>blocklist</c> where the tenant's deny list was changed.</summary>
    public required string KeyName { get; init; }

    /// <summary>The tenant that the key belongs to.</summary>
    public string? TenantId { get; init; }

    /// <summary>Who did it; <see langword="null"/>: the host itself.</summary>
    public string? Actor { get; init; }

    /// <summary>Where it was asked for from; <see langword="null"/> where that is not known.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>What changed, member by member; for a deletion, what there was. Never a secret or a hash.</summary>
    public IReadOnlyList<AuditFieldChange> Changes { get; init; } = [];
}
