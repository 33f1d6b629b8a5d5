namespace ApiKeys.Scopes;

/// <summary>What a key without scope restriction opens.</summary>
public enum UnrestrictedKeyPolicy
{
    /// <summary>Endpoints that say so: an endpoint that is added later is not open to old keys by accident (ATTACKS AC-100).</summary>
    EndpointsThatOptIn = 0,

    /// <summary>Every endpoint that accepts keys (CONTRACT S-13). Start-up lists them in a warning.</summary>
    AllEndpoints = 1,
}
