using ApiKeys.Verification;

namespace ApiKeys.AspNetCore.Admission;

/// <summary>A request feature: the key that was admitted, so that a request pays once, however often the host authorizes it.</summary>
internal sealed class AdmissionMemory(VerifiedApiKey key, EndpointDemands demands)
{
    public VerifiedApiKey Key { get; } = key;

    /// <summary>What the key was admitted to in the end.</summary>
    public EndpointDemands Demands { get; set; } = demands;
}
