namespace ApiKeys.Management;

/// <summary>The words by which the audit trail calls what was done (CONTRACT N-10).</summary>
public static class ApiKeyActions
{
    /// <summary>The key was issued.</summary>
    public const string Create = "api_key.create";

    /// <summary>The key was taken over from another system.</summary>
    public const string Import = "api_key.import";

    /// <summary>The key was edited.</summary>
    public const string Update = "api_key.update";

    /// <summary>The key was switched off.</summary>
    public const string Disable = "api_key.disable";

    /// <summary>The key was switched on again.</summary>
    public const string Enable = "api_key.enable";

    /// <summary>The key was withdrawn for good.</summary>
    public const string Revoke = "api_key.revoke";

    /// <summary>The key got a new secret and lost the old ones at once.</summary>
    public const string Regenerate = "api_key.regenerate";

    /// <summary>The key got a new secret, and the old one stays for a while.</summary>
    public const string Rotate = "api_key.rotate";

    /// <summary>The key was removed.</summary>
    public const string Delete = "api_key.delete";

    /// <summary>A tenant's list of denied addresses was changed.</summary>
    public const string UpdateBlocklist = "blocklist.update";
}
