namespace ApiKeys;

/// <summary>What a key is at a given instant. Computed from the record and the clock, never stored (CONTRACT C2).</summary>
public enum ApiKeyStatus
{
    /// <summary>The key opens what it is meant to open.</summary>
    Active = 0,

    /// <summary>The key becomes valid later.</summary>
    NotYetValid = 1,

    /// <summary>The key is switched off and can be switched on again.</summary>
    Disabled = 2,

    /// <summary>The key's life is over.</summary>
    Expired = 3,

    /// <summary>The key was withdrawn for good.</summary>
    Revoked = 4,

    /// <summary>The key is deleted and waits to be pruned. It is listed only where this status is asked for.</summary>
    Deleted = 5,
}
