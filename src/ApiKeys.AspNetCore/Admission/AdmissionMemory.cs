namespace ApiKeys.AspNetCore.Admission;

/// <summary>A request feature: the key that was admitted, so that a request pays once, however often the host authorizes it.</summary>
internal sealed class AdmissionMemory(string keyId)
{
    public string KeyId { get; } = keyId;
}
