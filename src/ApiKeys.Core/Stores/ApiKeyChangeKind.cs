namespace ApiKeys.Stores;

/// <summary>What a change does to a key.</summary>
public enum ApiKeyChangeKind
{
    /// <summary>The key is new.</summary>
    Add = 0,

    /// <summary>The key takes the place of its former state.</summary>
    Update = 1,

    /// <summary>The key is removed.</summary>
    Delete = 2,
}
