using ApiKeys.AspNetCore.Requests;
using ApiKeys.Signing;
using ApiKeys.Verification;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Authentication;

/// <summary>Has a request's signature verified, once, and explains a refusal where that is wanted.</summary>
internal sealed class SignatureAuthenticator(SignedRequestReader reader, ApiKeyVerifier verifier, SignatureExplainer explainer)
{
    /// <summary>What is wrong with a signature that cannot be read, where its sender is to learn that.</summary>
    public string? Explain(string? complaint) => explainer.Tell(complaint);

    public async ValueTask<(ApiKeyVerification Verification, string? Explanation)> VerifyAsync(HttpContext context, SignedRequest signed, ApiKeyRequestContext request)
    {
        if (context.Features.Get<SignatureMemory>()?.Find(signed) is { } before)
        {
            // Another scheme may speak to another tenant.
            return (before.Succeeded ? await verifier.RecheckAsync(before.Key, request, context.RequestAborted) : before, null);
        }

        if (signed is P2sSignedRequest && reader.HasUnsignedQuery(context.Request))
        {
            return (ApiKeyVerification.Refused(ApiKeyFailureReason.WrongSignature), explainer.Tell("The request has a query, and this server signs the path alone."));
        }

        var body = reader.BodyOf(context.Request);
        if (body.IsSaidTooLarge)
        {
            return (ApiKeyVerification.Refused(ApiKeyFailureReason.BodyTooLarge), null);
        }

        var verification = await verifier.VerifySignedAsync(signed, body, request, context.RequestAborted);
        Remember(context, signed, verification);
        return (verification, verification.Succeeded ? null : explainer.Explain(verification.Failure.Reason, signed, context.Request, reader.TargetOf(context.Request), body.Hash));
    }

    // What was refused for its tenant was neither accepted nor used up: another scheme, of that tenant, has it verified anew.
    private static void Remember(HttpContext context, SignedRequest signed, in ApiKeyVerification verification)
    {
        if (verification.Failure?.Reason == ApiKeyFailureReason.WrongTenant)
        {
            return;
        }

        var memory = context.Features.Get<SignatureMemory>();
        if (memory is null)
        {
            context.Features.Set(memory = new SignatureMemory());
        }

        memory.Add(signed, verification);
    }
}
