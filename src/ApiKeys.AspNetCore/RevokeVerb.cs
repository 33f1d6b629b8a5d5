namespace ApiKeys.AspNetCore;

/// <summary>What the word "revoke" means to callers of the management endpoints (CONTRACT C1).</summary>
public enum RevokeVerb
{
    /// <summary>The key is withdrawn for good, with reason and time.</summary>
    Final = 0,

    /// <summary>The key is switched off and can be switched on again (CONTRACT N-6, G-5). <c>"final": true</c> in the body withdraws it for good.</summary>
    Disable = 1,
}
