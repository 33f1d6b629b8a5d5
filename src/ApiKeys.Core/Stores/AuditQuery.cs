namespace ApiKeys.Stores;

/// <summary>Which audit entries are asked for.</summary>
public sealed record AuditQuery
{
    /// <summary>Only entries of this tenant; <see langword="null"/>: of all.</summary>
    public string? TenantId { get; init; }

    /// <summary>Only entries of this key; <see langword="null"/>: of all.</summary>
    public string? KeyId { get; init; }

    /// <summary>Only entries before this one, by its id; <see langword="null"/>: from the newest on.</summary>
    public string? BeforeId { get; init; }

    /// <summary>How many entries at most.</summary>
    /// <value>Default: 50 (CONTRACT N-10).</value>
    public int Limit { get; init; } = 50;
}
