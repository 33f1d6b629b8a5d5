using ApiKeys.Verification;

namespace ApiKeys.AspNetCore.Authentication;

/// <summary>A request feature: what came of its signature. A signature is accepted once, and several schemes of one request may ask for it.</summary>
internal sealed class SignatureMemory(ApiKeyVerification verification)
{
    public ApiKeyVerification Verification { get; } = verification;
}
