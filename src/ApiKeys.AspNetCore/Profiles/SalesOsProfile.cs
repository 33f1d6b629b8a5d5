using ApiKeys.DependencyInjection;
using ApiKeys.Format;
using ApiKeys.Management;
using ApiKeys.Scopes;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.AspNetCore.Profiles;

/// <summary>SalesOS (CONTRACT S-1 to S-28).</summary>
internal static class SalesOsProfile
{
    private const string Live = "live";

    public static void Apply(ApiKeysBuilder keys)
    {
        keys.Services.Configure<ApiKeysOptions>(options => options.Environment = Live);
        keys.ConfigureFormat(Format).ConfigurePolicy(Policy).ConfigureScopes(Scopes).ConfigureManagement(Management);
        keys.ConfigureHashing(hashing => hashing.Algorithm = "bcrypt");
        keys.ConfigureResponses(responses => responses.Contract = ApiKeyErrorContract.SalesOs);
    }

    private static void Format(ApiKeyFormatOptions format)
    {
        format.Template = KeyTemplate.SalesOs;
        format.DisplayLastLength = 4;
    }

    private static void Policy(ApiKeyPolicyOptions policy)
    {
        policy.DefaultLifetime = null;
        policy.AllowUnlimited = false;
        policy.MaxRequestsPerHour = 100_000;
        policy.ExpiryEdit = ExpiryEdit.Never;
        policy.AllowRenewal = false;
        policy.Deletion = DeletionPolicy.Hard;
    }

    private static void Scopes(ApiKeyScopeOptions options)
    {
        options.Scopes.Add("default:sync", "sync_collaborators and sync_activities endpoints");
        options.Scopes.Add("leads:read", "Read lead data");
        options.Scopes.Add("leads:write", "Create and update leads");
        options.EmptyScopes = EmptyScopes.AllowAll;
        options.UnrestrictedKeys = UnrestrictedKeyPolicy.AllEndpoints;
    }

    private static void Management(ApiKeyManagementOptions options)
    {
        options.Contract = ApiKeyManagementContract.SalesOs;
        options.DefaultEnvironment = Live;
        options.StatusWords[ApiKeyStatus.NotYetValid] = "revoked";
        options.StatusWords[ApiKeyStatus.Disabled] = "revoked";
        ProfileParts.SetRoles(options, "admin.integrations", "owner", "admin");
        ProfileParts.SetEditable(options, "scopes");
    }
}
