namespace ApiKeys.Management;

/// <summary>Which keys are to be listed. All conditions hold at once; the newest key comes first.</summary>
public sealed record ApiKeyListRequest
{
    /// <summary>The longest page.</summary>
    public const int MaxLimit = 100;

    /// <summary>Only keys with one of these statuses now; <see langword="null"/>: all keys.</summary>
    public IReadOnlyList<ApiKeyStatus>? Statuses { get; init; }

    /// <summary>Only keys of this environment.</summary>
    public string? Environment { get; init; }

    /// <summary>Only keys that list this scope.</summary>
    public string? Scope { get; init; }

    /// <summary>Only keys that are limited to this customer, among others.</summary>
    public string? CustomerId { get; init; }

    /// <summary>Only keys that were not used for so many days and are at least as old (CONTRACT P-2).</summary>
    public int? UnusedForDays { get; init; }

    /// <summary>Only keys that end within so many days, and have not ended.</summary>
    public int? ExpiringWithinDays { get; init; }

    /// <summary>Only keys whose name holds this text, up to 100 characters. No character has a special meaning.</summary>
    public string? Search { get; init; }

    /// <summary>How many keys at most, from 1 to 100.</summary>
    /// <value>Default: 50.</value>
    public int Limit { get; init; } = 50;

    /// <summary>Where the last page ended; <see langword="null"/>: from the beginning.</summary>
    public string? Cursor { get; init; }
}
