namespace ApiKeys.Stores;

/// <summary>What stands behind a key allows at the moment: the tenant, the person, the contract.</summary>
public sealed record ApiKeyOwner
{
    /// <summary>An owner who narrows nothing.</summary>
    public static ApiKeyOwner Active { get; } = new();

    /// <summary>Whether the owner is there and in good standing; without it the key is taken for switched off (ATTACKS AC-070, AC-085).</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool IsActive { get; init; } = true;

    /// <summary>The first instant at which the owner's own time is over, in UTC; the earlier of it and the key's end counts (ATTACKS AC-076). <see langword="null"/>: never.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>What the owner may do: a key can do no more. <see cref="ScopeSet.Unrestricted"/> narrows nothing.</summary>
    /// <value>Default: <see cref="ScopeSet.Unrestricted"/>.</value>
    public ScopeSet Scopes { get; init; } = ScopeSet.Unrestricted;
}
