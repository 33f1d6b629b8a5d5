namespace ApiKeys.Scopes;

/// <summary>What an empty list of scopes means where keys are asked for by a list: in management's bodies, on pages and on command lines (CONTRACT C9).</summary>
/// <remarks>It is decided when a key is issued and written onto it, so a later change of the option makes no old key wider.</remarks>
public enum EmptyScopes
{
    /// <summary>Nothing: the key opens no endpoint that asks for a scope. A key without restriction has to be asked for by name.</summary>
    DenyAll = 0,

    /// <summary>No restriction (CONTRACT S-13). A list that is left out is a mistake then, and an edit that leaves no scope is refused: neither makes a wide key by accident.</summary>
    AllowAll = 1,
}
