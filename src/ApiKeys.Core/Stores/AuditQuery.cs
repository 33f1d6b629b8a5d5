namespace ApiKeys.Stores;

/// <summary>Which audit entries are asked for.</summary>
public sealed record AuditQuery
{
    /// <summary>Only entries of this tenant; <see langword="null"/>: of all.</summary>
    public string? TenantId { get; init; }

    /// <summary>Only entries without a tenant.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool HasNoTenant { get; init; }

    /// <summary>Only entries of this key; <see langword="null"/>: of all.</summary>
    public string? KeyId { get; init; }

    /// <summary>Only entries of this action, such as <c>api_key.create</c>; <see langword="null"/>: of all.</summary>
    public string? Action { get; init; }

    /// <summary>Only what this actor did; <see langword="null"/>: everybody.</summary>
    public string? Actor { get; init; }

    /// <summary>Only entries of this instant and later, in UTC.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only entries before this instant, in UTC.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only entries whose key's name holds this text, letter for letter but for upper and lower case. No character has a special meaning.</summary>
    public string? Search { get; init; }

    /// <summary>Only entries before this one, by its id; <see langword="null"/>: from the newest on.</summary>
    public string? BeforeId { get; init; }

    /// <summary>How many entries at most.</summary>
    /// <value>Default: 50 (CONTRACT N-10).</value>
    public int Limit { get; init; } = 50;

    /// <summary>Whether an entry meets every condition.</summary>
    /// <param name="entry">The entry.</param>
    public bool Matches(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return (TenantId is null || entry.TenantId == TenantId)
            && (!HasNoTenant || entry.TenantId is null)
            && (KeyId is null || entry.KeyId == KeyId)
            && (Action is null || entry.Action == Action)
            && (Actor is null || entry.Actor == Actor)
            && (From is null || entry.At >= From)
            && (To is null || entry.At < To)
            && (Search is null || entry.KeyName.Contains(Search, StringComparison.OrdinalIgnoreCase))
            && (BeforeId is null || string.CompareOrdinal(entry.Id, BeforeId) < 0);
    }
}
