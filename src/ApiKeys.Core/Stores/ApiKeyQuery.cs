namespace ApiKeys.Stores;

/// <summary>Which keys are asked for. All conditions hold at once.</summary>
public sealed record ApiKeyQuery
{
    /// <summary>Only keys of this tenant; <see langword="null"/>: of all.</summary>
    public string? TenantId { get; init; }

    /// <summary>Only keys without a tenant.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool HasNoTenant { get; init; }

    /// <summary>Only keys with one of these statuses at <see cref="Now"/>; <see langword="null"/>: all but deleted ones.</summary>
    public IReadOnlyList<ApiKeyStatus>? Statuses { get; init; }

    /// <summary>Only keys of this environment.</summary>
    public string? Environment { get; init; }

    /// <summary>Only keys that list this scope.</summary>
    public string? Scope { get; init; }

    /// <summary>Only keys that are limited to this customer, among others.</summary>
    public string? CustomerId { get; init; }

    /// <summary>Only keys that end before this instant, and have not ended at <see cref="Now"/>.</summary>
    public DateTimeOffset? ExpiresBefore { get; init; }

    /// <summary>Only keys that were not used since this instant and are at least as old. Whether they were is for the usage store to say.</summary>
    public DateTimeOffset? UnusedSince { get; init; }

    /// <summary>Only keys whose name holds this text, letter for letter but for upper and lower case. No character has a special meaning.</summary>
    public string? Search { get; init; }

    /// <summary>The instant that statuses are computed for, in UTC.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>How many keys at most.</summary>
    /// <value>Default: 100.</value>
    public int Limit { get; init; } = 100;

    /// <summary>Only keys behind this one; <see langword="null"/>: from the newest on.</summary>
    public ApiKeyPosition? After { get; init; }

    /// <summary>Whether a key meets every condition but <see cref="UnusedSince"/> and <see cref="After"/>.</summary>
    /// <param name="record">The key.</param>
    public bool Matches(ApiKeyRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return (TenantId is null || record.TenantId == TenantId)
            && (!HasNoTenant || record.TenantId is null)
            && (Statuses is null ? record.DeletedAt is null : Statuses.Contains(record.GetStatus(Now)))
            && (Environment is null || record.Environment == Environment)
            && (Scope is null || record.Scopes.Contains(Scope))
            && (CustomerId is null || (record.CustomerIds?.Contains(CustomerId, StringComparer.Ordinal) ?? false))
            && (ExpiresBefore is null || (record.ExpiresAt < ExpiresBefore && record.ExpiresAt > Now))
            && (Search is null || record.Name.Contains(Search, StringComparison.OrdinalIgnoreCase));
    }
}
