namespace ApiKeys.Management;

/// <summary>Why a management call did nothing.</summary>
public enum ApiKeyErrorCode
{
    /// <summary>A member of the request is wrong.</summary>
    Invalid = 0,

    /// <summary>The store found no free id in several attempts.</summary>
    NoFreeId = 1,

    /// <summary>The store holds keys of the host's configuration alone and takes no others.</summary>
    ReadOnly = 2,

    /// <summary>There is no such key, or none that the actor may see.</summary>
    NotFound = 3,

    /// <summary>The key's state does not allow this, or somebody else has changed it in between.</summary>
    Conflict = 4,

    /// <summary>The tenant has as many keys as it may have.</summary>
    CapReached = 5,
}
