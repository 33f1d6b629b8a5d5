namespace ApiKeys.AspNetCore;

/// <summary>Names that hosts may want to refer to.</summary>
public static class ApiKeyDefaults
{
    /// <summary>The name of the scheme that <c>AddApiKey()</c> adds, and the authentication type of its identities.</summary>
    public const string AuthenticationScheme = "ApiKey";

    /// <summary>The name of the scheme that <c>AddApiKeySelector()</c> adds.</summary>
    public const string SelectorScheme = "ApiKeyOrOther";

    /// <summary>The header that is read where the header transport is switched on.</summary>
    public const string HeaderName = "X-API-Key";

    /// <summary>The name of the scheme that <c>AddApiKeyServiceRole()</c> adds, and the authentication type of its identities.</summary>
    public const string ServiceRoleScheme = "ApiKeyServiceRole";

    /// <summary>The role, and the name in the audit trail, of the service role.</summary>
    public const string ServiceRole = "service_role";
}
