namespace ApiKeys.AspNetCore;

/// <summary>The claims of a request that presented a good key. None of them is one of a user's: a key is not its owner.</summary>
public static class ApiKeyClaimTypes
{
    /// <summary>The key's own id.</summary>
    public const string KeyId = "api_key_id";

    /// <summary>What people call the key; also the identity's name.</summary>
    public const string Name = "api_key_name";

    /// <summary>The tenant that the key belongs to.</summary>
    public const string TenantId = "tenant_id";

    /// <summary>The environment that the key is bound to.</summary>
    public const string Environment = "environment";

    /// <summary>One scope of the key; one claim each.</summary>
    public const string Scope = "scope";

    /// <summary>Present with the value <c>true</c> where the key has no scope restriction.</summary>
    public const string Unrestricted = "api_key_unrestricted";

    /// <summary>A customer that the key is limited to; one claim each, none where it is not limited.</summary>
    public const string CustomerId = "customer_id";

    /// <summary>The identity's role claim. The library never issues one, so no key's data can become a role.</summary>
    public const string Role = "api_key_role";

    /// <summary>The role claim of the service role's identity; its value is <c>service_role</c>, so that <c>RequireRole("service_role")</c> works. No other scheme of the library issues it.</summary>
    public const string ServiceRole = "api_key_service_role";
}
