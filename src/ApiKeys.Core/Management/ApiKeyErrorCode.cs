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

    /// <summary>The actor may not give what it asks for: a key gives no key more than it holds.</summary>
    Forbidden = 6,

    /// <summary>The idempotency key was used before, for another request.</summary>
    IdempotencyMismatch = 7,

    /// <summary>The host's policy does not allow this action at all.</summary>
    NotAllowed = 8,

    /// <summary>A request with this idempotency key was carried out before.</summary>
    Repeated = 9,
}
