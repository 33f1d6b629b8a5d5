using ApiKeys.DependencyInjection;
using ApiKeys.Format;
using ApiKeys.Management;
using ApiKeys.Scopes;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.AspNetCore.Profiles;

/// <summary>NexusERP (CONTRACT N-1 to N-11).</summary>
internal static class NexusErpProfile
{
    private static readonly string[] Leads = ["leads:read", "leads:create", "leads:update", "leads:delete"];

    public static void Apply(ApiKeysBuilder keys)
    {
        keys.ConfigureFormat(Format).ConfigurePolicy(Policy).ConfigureScopes(Scopes).ConfigureManagement(Management);
        keys.ConfigureResponses(responses =>
        {
            responses.Contract = ApiKeyErrorContract.Flat;
            responses.ShowKeyHint = true;
        });
    }

    private static void Format(ApiKeyFormatOptions format)
    {
        format.Template = KeyTemplate.NexusErp;
        format.Environments.Clear();
        format.DisplayPrefixLength = 14;
    }

    private static void Policy(ApiKeyPolicyOptions policy)
    {
        policy.DefaultLifetime = null;
        ProfileParts.SetLimits(policy.DefaultRateLimits);
        policy.ExpiryRounding = ExpiryRounding.EndOfDayUtc;
        policy.ExpiryEdit = ExpiryEdit.Never;
        policy.AllowUnrestricted = false;
        policy.AllowRenewal = false;
        policy.Deletion = DeletionPolicy.Hard;
        policy.Temporary.Name = "Docs playground (temp)";
        policy.Temporary.Lifetime = TimeSpan.FromHours(1);
        policy.Temporary.Scopes = ScopeSet.Of(Leads);
    }

    private static void Scopes(ApiKeyScopeOptions options)
    {
        options.Scopes.Add(Leads[0], "Read leads");
        options.Scopes.Add(Leads[1], "Create leads");
        options.Scopes.Add(Leads[2], "Update leads");
        options.Scopes.Add(Leads[3], "Delete leads");
    }

    private static void Management(ApiKeyManagementOptions options)
    {
        options.Revoke = RevokeVerb.Disable;
        options.NeedsFeatureGate = true;
        options.StatusWords[ApiKeyStatus.Disabled] = "inactive";
        ProfileParts.SetRoles(options, "developer", "developer", "owner", "admin");
        ProfileParts.SetEditable(options, "name", "scopes");
    }
}
