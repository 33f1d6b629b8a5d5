using System.Security.Claims;

namespace ApiKeys.AspNetCore;

/// <summary>Who may manage keys over HTTP, and what they may send.</summary>
public sealed class ApiKeyManagementOptions
{
    /// <summary>What the right to manage keys is called where the host does not say otherwise.</summary>
    public const string DefaultCapability = "api_keys.manage";

    /// <summary>What a user has to be able to do.</summary>
    /// <value>Default: <c>api_keys.manage</c>.</value>
    public string Capability { get; set; } = DefaultCapability;

    /// <summary>What the bearer of a role can do. Roles are read from the claims of each request: one that is withdrawn is gone with the next.</summary>
    /// <value>Default: <c>owner</c> and <c>admin</c> can <c>api_keys.manage</c>.</value>
    public IDictionary<string, ISet<string>> RoleCapabilities { get; } = new Dictionary<string, ISet<string>>(StringComparer.Ordinal)
    {
        ["owner"] = new HashSet<string>(StringComparer.Ordinal) { DefaultCapability },
        ["admin"] = new HashSet<string>(StringComparer.Ordinal) { DefaultCapability },
    };

    /// <summary>The claims that hold a user's roles, beside those that the identity itself calls its roles.</summary>
    /// <value>Default: <see cref="ClaimTypes.Role"/> and <c>role</c>.</value>
    public IList<string> RoleClaimTypes { get; } = [ClaimTypes.Role, "role"];

    /// <summary>The claim that holds a user's tenant, where the host has no <c>ITenantResolver</c> of its own.</summary>
    /// <value>Default: <c>tenant_id</c>.</value>
    public string TenantClaimType { get; set; } = "tenant_id";

    /// <summary>Whether keys belong to tenants. Where they do not, whoever may manage keys manages all of them, and nobody may name a tenant.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool HasTenants { get; set; } = true;

    /// <summary>Whether <c>MapApiKeyManagement</c> fails until the host has added an <c>IFeatureGate</c>: where management is a feature that the platform switches on (CONTRACT N-8), a forgotten gate is an open one.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool NeedsFeatureGate { get; set; }

    /// <summary>Whether API keys may manage keys. They give none more than they hold themselves (ATTACKS AC-096, AC-097).</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool AllowApiKeys { get; set; }

    /// <summary>The scope that a key needs to manage keys. A key without scope restriction does not have it.</summary>
    /// <value>Default: <c>api_keys:manage</c>.</value>
    public string KeyScope { get; set; } = "api_keys:manage";

    /// <summary>The routes and the JSON.</summary>
    /// <value>Default: <see cref="ApiKeyManagementContract.Standard"/>.</value>
    public ApiKeyManagementContract Contract { get; set; }

    /// <summary>What callers mean by "revoke".</summary>
    /// <value>Default: <see cref="RevokeVerb.Final"/>.</value>
    public RevokeVerb Revoke { get; set; }

    /// <summary>The words for what a key is, in answers and in the filter <c>status</c> (CONTRACT C2). Several statuses may share a word.</summary>
    /// <value>Default: <c>active</c>, <c>not_yet_valid</c>, <c>disabled</c>, <c>expired</c>, <c>revoked</c>.</value>
    public IDictionary<ApiKeyStatus, string> StatusWords { get; } = new Dictionary<ApiKeyStatus, string>
    {
        [ApiKeyStatus.Active] = "active",
        [ApiKeyStatus.NotYetValid] = "not_yet_valid",
        [ApiKeyStatus.Disabled] = "disabled",
        [ApiKeyStatus.Expired] = "expired",
        [ApiKeyStatus.Revoked] = "revoked",
    };

    /// <summary>The environment of a key whose creation names none.</summary>
    /// <value>Default: <see langword="null"/>, it has to be named where the format has environments.</value>
    public string? DefaultEnvironment { get; set; }

    /// <summary>What can be edited after a key was issued: <c>name</c>, <c>scopes</c>, <c>rate_limits</c>, <c>allowed_ips</c>, <c>customer_ids</c>, <c>metadata</c> and <c>expires_at</c> (CONTRACT C17).</summary>
    /// <value>Default: all of them.</value>
    public ISet<string> EditableFields { get; } = new HashSet<string>(AllFields, StringComparer.Ordinal);

    /// <summary>The longest body, in bytes. A longer one is answered with 413 and not read.</summary>
    /// <value>Default: 65,536.</value>
    public int MaxBodyBytes { get; set; } = 64 * 1024;

    /// <summary>Whether members that a request does not know are passed over. Otherwise they are answered with 400: a misspelt limit would be none.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool IgnoreUnknownMembers { get; set; }

    /// <summary>Whether keys that another system has issued can be imported over HTTP. It needs <c>AddImport()</c>.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool AllowImport { get; set; }

    /// <summary>The longest body of an import, in bytes: a thousand keys, each with a hash.</summary>
    /// <value>Default: 4,194,304.</value>
    public int MaxImportBodyBytes { get; set; } = 4 * 1024 * 1024;

    internal static IReadOnlyList<string> AllFields { get; } = ["name", "scopes", "rate_limits", "allowed_ips", "customer_ids", "metadata", "expires_at"];
}
