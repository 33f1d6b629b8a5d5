using System.Security.Claims;
using ApiKeys.AspNetCore.Requests;
using ApiKeys.Verification;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.AspNetCore.Authentication;

/// <summary>Reads a request's key and has it verified: the one way, for the scheme and for the fast lane.</summary>
internal sealed class RequestAuthenticator(ApiKeyCredentialReader reader, ApiKeyVerifier verifier, SignatureAuthenticator signatures, BearerSharing sharing)
{
    public static ApiKeyEvents EventsOf(HttpContext context, ApiKeyAuthenticationOptions options) =>
        options.EventsType is null ? options.Events : (ApiKeyEvents)context.RequestServices.GetRequiredService(options.EventsType);

    /// <summary>Reads and verifies, once a request and scheme.</summary>
    public async ValueTask<RequestOutcome> AuthenticateAsync(HttpContext context, AuthenticationScheme scheme, ApiKeyAuthenticationOptions options)
    {
        var memory = context.Features.Get<OutcomeMemory>();
        if (memory is not null && memory.TryGet(scheme.Name, out var known))
        {
            return known;
        }

        var outcome = await ReadAndVerifyAsync(context, scheme, options);
        if (memory is null)
        {
            context.Features.Set(memory = new OutcomeMemory());
        }

        memory.Set(scheme.Name, outcome);
        return outcome;
    }

    private async ValueTask<RequestOutcome> ReadAndVerifyAsync(HttpContext context, AuthenticationScheme scheme, ApiKeyAuthenticationOptions options)
    {
        var credential = reader.Read(context.Request, options.Transports, options.HeaderName);
        switch (credential.Kind)
        {
            case ApiKeyCredentialKind.Key or ApiKeyCredentialKind.Signature when options.RequireHttps && !context.Request.IsHttps:
                return RequestOutcome.Failed(ApiKeyFailureReason.InsecureTransport);
            case ApiKeyCredentialKind.Key or ApiKeyCredentialKind.Signature:
                return await VerifyAsync(credential, context, scheme, options);
            case ApiKeyCredentialKind.Several:
                return RequestOutcome.Failed(ApiKeyFailureReason.SeveralCredentials);
            case ApiKeyCredentialKind.MalformedSignature:
                return RequestOutcome.Failed(ApiKeyFailureReason.MalformedCredential) with { Explanation = signatures.Explain(credential.Complaint) };
            case ApiKeyCredentialKind.Malformed when !await sharing.IsSharedAsync():
                return RequestOutcome.Failed(ApiKeyFailureReason.MalformedCredential);
            case ApiKeyCredentialKind.ForeignBearer when !await sharing.IsSharedAsync():
                return RequestOutcome.Failed(ApiKeyFailureReason.UnknownPrefix);
            default:
                return default;
        }
    }

    private async ValueTask<RequestOutcome> VerifyAsync(ApiKeyCredential credential, HttpContext context, AuthenticationScheme scheme, ApiKeyAuthenticationOptions options)
    {
        var request = new ApiKeyRequestContext(context.Connection.RemoteIpAddress, options.TenantSelector?.Invoke(context));
        var (verification, explanation) = credential.Signed is { } signed
            ? await signatures.VerifyAsync(context, signed, request)
            : (await verifier.VerifyAsync(credential.Key, request, context.RequestAborted), null);
        if (!verification.Succeeded)
        {
            return RequestOutcome.Failed(verification.Failure, verification.Proved) with { Explanation = explanation };
        }

        var identity = new ApiKeyIdentity(verification.Key);
        var verified = new ApiKeyVerifiedContext(context, scheme, options, verification.Key, new ClaimsPrincipal(identity));
        await EventsOf(context, options).Verified(verified);
        if (verified.Result is { Succeeded: false } || verified.Principal is not { } principal)
        {
            return RequestOutcome.Failed(ApiKeyFailure.Of(ApiKeyFailureReason.RefusedByHost), verification.Key);
        }

        RequestKeys.Add(context, verification.Key, request);
        return new RequestOutcome(null, WithIdentity(principal, identity), verified.Properties, verification.Key);
    }

    // A host may put a principal of its own in the place of ours, even one that it keeps: it gets our identity in a copy, and no other key's.
    private static ClaimsPrincipal WithIdentity(ClaimsPrincipal principal, ApiKeyIdentity identity)
    {
        var isOurs = principal.Identities.Where(i => ApiKeyIdentity.KeyIdOf(i) is not null).All(i => ReferenceEquals(i, identity)) && principal.Identities.Contains(identity);
        return isOurs ? principal : new ClaimsPrincipal([.. principal.Identities.Where(i => ApiKeyIdentity.KeyIdOf(i) is null), identity]);
    }
}
