namespace ApiKeys.Stores;

/// <summary>What a row of the request log tells of (CONTRACT G-8).</summary>
public enum ApiKeyRequestKind
{
    /// <summary>A request that its key was admitted to, whatever the endpoint answered.</summary>
    Call = 0,

    /// <summary>Requests that were refused: by the key, by its limits, or by the management endpoints.</summary>
    Failed = 1,

    /// <summary>Requests of good keys that came from an address on their tenant's deny list.</summary>
    Blocklisted = 2,
}
