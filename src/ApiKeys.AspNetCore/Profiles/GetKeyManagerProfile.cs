using ApiKeys.DependencyInjection;
using ApiKeys.Format;
using ApiKeys.Management;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ApiKeys.AspNetCore.Profiles;

/// <summary>GetKeyManager (CONTRACT G-1 to G-10).</summary>
internal static class GetKeyManagerProfile
{
    public static void Apply(ApiKeysBuilder keys)
    {
        // The platform calls its environments the same; another one stops the start, because a key of no environment of ours opens nothing here.
        keys.Services.AddOptions<ApiKeysOptions>().Configure<IHostEnvironment>((options, host) => options.Environment = host.EnvironmentName);
        keys.ConfigureFormat(Format).ConfigureManagement(Management);
        keys.ConfigurePolicy(policy =>
        {
            policy.DefaultLifetime = null;
            policy.Deletion = DeletionPolicy.Off;
        });
        keys.ConfigureResponses(responses => responses.Contract = ApiKeyErrorContract.Empty);
    }

    private static void Format(ApiKeyFormatOptions format)
    {
        format.Environments.Clear();
        format.Environments.Add(new KeyEnvironment("Production", "production"));
        format.Environments.Add(new KeyEnvironment("Staging", "staging"));
        format.Environments.Add(new KeyEnvironment("Development", "development"));
    }

    private static void Management(ApiKeyManagementOptions options)
    {
        options.Revoke = RevokeVerb.Disable;
        options.StatusWords[ApiKeyStatus.Active] = "Active";
        options.StatusWords[ApiKeyStatus.NotYetValid] = "Inactive";
        options.StatusWords[ApiKeyStatus.Disabled] = "Inactive";
        options.StatusWords[ApiKeyStatus.Expired] = "Expired";
        options.StatusWords[ApiKeyStatus.Revoked] = "Inactive";
        ProfileParts.SetEditable(options, "rate_limits");
    }
}
