namespace ApiKeys.Management;

/// <summary>How the end of a key may be changed after it was issued (CONTRACT C3).</summary>
public enum ExpiryEdit
{
    /// <summary>It may come earlier.</summary>
    ShortenOnly = 0,

    /// <summary>It stays (CONTRACT N-5).</summary>
    Never = 1,

    /// <summary>It may come earlier or later, or be lifted.</summary>
    Any = 2,
}
