namespace ApiKeys.AspNetCore;

/// <summary>The routes and the JSON of the management endpoints.</summary>
public enum ApiKeyManagementContract
{
    /// <summary>The library's own: create, list, get, edit, disable, enable, revoke, regenerate, rotate, delete, temporary keys, usage, audit, simulate.</summary>
    Standard = 0,

    /// <summary>SalesOS's four operations: create, list, revoke and delete (CONTRACT S-1 to S-16).</summary>
    SalesOs = 1,

    /// <summary>None: keys are managed in the host's own pages alone, and mapping the endpoints fails (CONTRACT S-35).</summary>
    None = 2,
}
