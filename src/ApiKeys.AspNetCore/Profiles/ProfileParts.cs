namespace ApiKeys.AspNetCore.Profiles;

/// <summary>What profiles set in more than one line.</summary>
internal static class ProfileParts
{
    /// <summary>Gives some roles one capability, in the place of all that were there.</summary>
    public static void SetRoles(ApiKeyManagementOptions options, string capability, params string[] roles)
    {
        options.Capability = capability;
        options.RoleCapabilities.Clear();
        foreach (var role in roles)
        {
            options.RoleCapabilities[role] = new HashSet<string>(StringComparer.Ordinal) { capability };
        }
    }

    /// <summary>Allows some members to be edited, and no others.</summary>
    public static void SetEditable(ApiKeyManagementOptions options, params string[] fields)
    {
        options.EditableFields.Clear();
        options.EditableFields.UnionWith(fields);
    }

    public static void SetLimits(IList<RateLimit> limits, params RateLimit[] values)
    {
        limits.Clear();
        foreach (var limit in values)
        {
            limits.Add(limit);
        }
    }
}
