namespace ApiKeys.Stores;

/// <summary>What became of a change.</summary>
public enum ApiKeyChangeOutcome
{
    /// <summary>It is done.</summary>
    Applied = 0,

    /// <summary>Nothing is done: the id or a lookup id exists already.</summary>
    Duplicate = 1,

    /// <summary>Nothing is done: the key has changed since it was read.</summary>
    Conflict = 2,

    /// <summary>Nothing is done: there is no such key.</summary>
    NotFound = 3,

    /// <summary>Nothing is done: the key cannot be changed here, because it comes from the host's configuration.</summary>
    ReadOnly = 4,

    /// <summary>Nothing is done: the tenant has as many keys as it may have.</summary>
    CapReached = 5,

    /// <summary>Nothing is done: a change with this idempotency key was made before. <see cref="IApiKeyStore.FindIdempotentAsync"/> tells which.</summary>
    Repeated = 6,
}
