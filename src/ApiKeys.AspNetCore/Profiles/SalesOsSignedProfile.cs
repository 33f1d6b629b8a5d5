using ApiKeys.AspNetCore.Authentication;
using ApiKeys.DependencyInjection;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.AspNetCore.Profiles;

/// <summary>SalesOS's newer keys, which sign requests and are managed on pages alone (CONTRACT S-30 to S-35).</summary>
internal static class SalesOsSignedProfile
{
    public static void Apply(ApiKeysBuilder keys)
    {
        SalesOsProfile.Apply(keys);
        keys.Services.Configure<ApiKeyAuthenticationOptions>(ApiKeyDefaults.AuthenticationScheme, options => options.Transports = ApiKeyTransports.Signature);
        keys.ConfigureSignedRequests(requests => requests.Target = ApiKeySignedTarget.PathIgnoringQuery);
        keys.ConfigureManagement(options => options.Contract = ApiKeyManagementContract.None);
        keys.ConfigurePolicy(policy =>
        {
            policy.Modes.Clear();
            policy.Modes.Add(ApiKeyMode.Signed);
        });
    }
}
