namespace ApiKeys.AspNetCore.Profiles;

/// <summary>The profiles that come with the library: <c>AddApiKeys().UseProfile(ApiKeyProfiles.SalesOs)</c>. <c>docs/profiles.md</c> lists every value.</summary>
public static class ApiKeyProfiles
{
    /// <summary>The library's own defaults.</summary>
    public static ApiKeyProfile Default { get; } = new("Default", _ => { });

    /// <summary>SalesOS's keys as bearer tokens, and its management API (CONTRACT S-1 to S-28).</summary>
    public static ApiKeyProfile SalesOs { get; } = new("SalesOs", SalesOsProfile.Apply);

    /// <summary>SalesOS's signed requests, by P2S-SIGN-V1; keys are managed on pages alone (CONTRACT S-30 to S-35).</summary>
    public static ApiKeyProfile SalesOsSigned { get; } = new("SalesOsSigned", SalesOsSignedProfile.Apply);

    /// <summary>NexusERP's keys (CONTRACT N-1 to N-11). The host adds its <c>IFeatureGate</c>.</summary>
    public static ApiKeyProfile NexusErp { get; } = new("NexusErp", NexusErpProfile.Apply);

    /// <summary>GetKeyManager's keys (CONTRACT G-1 to G-10). The environment is the host's own: <c>Production</c>, <c>Staging</c> or <c>Development</c>.</summary>
    public static ApiKeyProfile GetKeyManager { get; } = new("GetKeyManager", GetKeyManagerProfile.Apply);
}
