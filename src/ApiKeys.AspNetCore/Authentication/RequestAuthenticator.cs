using System.Security.Claims;
using ApiKeys.AspNetCore.Requests;
using ApiKeys.Verification;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.AspNetCore.Authentication;

/// <summary>Reads a request's key and has it verified: the one way, for the scheme and for the fast lane.</summary>
internal sealed class RequestAuthenticator(ApiKeyCredentialReader reader, ApiKeyVerifier verifier, SignatureAuthenticator signatures, SharedOutcomes shared, BearerSharing sharing)
{
    public static ApiKeyEvents EventsOf(HttpContext context, ApiKeyAuthenticationOptions options) =>
        options.EventsType is null ? options.Events : (ApiKeyEvents)context.RequestServices.GetRequiredService(options.EventsType);

    /// <summary>Reads and verifies, once a request and scheme.</summary>
    public ValueTask<Authenticated> AuthenticateAsync(HttpContext context, AuthenticationScheme scheme, ApiKeyAuthenticationOptions options)
    {
        var state = RequestState.Of(context);
        if (state is null)
        {
            context.Features.Set(state = new RequestState());
        }
        else if (state.Find(scheme.Name) is { } known)
        {
            return ValueTask.FromResult(new Authenticated(state, known));
        }

        var credential = reader.Read(context.Request, options.Transports, options.HeaderName);
        if (credential.Kind is not (ApiKeyCredentialKind.Key or ApiKeyCredentialKind.Signature) || (options.RequireHttps && !context.Request.IsHttps))
        {
            return RefuseAsync(credential, state, scheme);
        }

        var request = new ApiKeyRequestContext(context.Connection.RemoteIpAddress, options.TenantSelector?.Invoke(context));
        if (credential.Kind == ApiKeyCredentialKind.Signature || !verifier.TryVerify(credential.Key.Span, request, out var verification))
        {
            return VerifyAsync(credential, context, state, scheme, options, request);
        }

        // What nearly every request meets: a key that is remembered, and nothing of the host's in the way.
        var outcome = verification.Succeeded ? shared.Find(context, scheme.Name, options, verification.Key) : RequestOutcome.Failed(verification.Failure, verification.Proved);
        return outcome is null ? ConcludeAsync(verification, null, context, state, scheme, options, request) : ValueTask.FromResult(Remember(state, scheme, outcome, request));
    }

    private static Authenticated Remember(RequestState state, AuthenticationScheme scheme, RequestOutcome outcome, in ApiKeyRequestContext request)
    {
        state.Add(scheme.Name, outcome, request);
        return new Authenticated(state, outcome);
    }

    private async ValueTask<Authenticated> RefuseAsync(ApiKeyCredential credential, RequestState state, AuthenticationScheme scheme)
    {
        var outcome = credential.Kind switch
        {
            ApiKeyCredentialKind.Key or ApiKeyCredentialKind.Signature => RequestOutcome.Failed(ApiKeyFailureReason.InsecureTransport),
            ApiKeyCredentialKind.Several => RequestOutcome.Failed(ApiKeyFailureReason.SeveralCredentials),
            ApiKeyCredentialKind.MalformedSignature =>
                RequestOutcome.Failed(ApiKeyFailure.Of(ApiKeyFailureReason.MalformedCredential), null, signatures.Explain(credential.Complaint)),
            ApiKeyCredentialKind.Malformed when !await sharing.IsSharedAsync() => RequestOutcome.Failed(ApiKeyFailureReason.MalformedCredential),
            ApiKeyCredentialKind.ForeignBearer when !await sharing.IsSharedAsync() => RequestOutcome.Failed(ApiKeyFailureReason.UnknownPrefix),
            _ => RequestOutcome.Nothing,
        };
        return Remember(state, scheme, outcome, default);
    }

    private async ValueTask<Authenticated> VerifyAsync(
        ApiKeyCredential credential,
        HttpContext context,
        RequestState state,
        AuthenticationScheme scheme,
        ApiKeyAuthenticationOptions options,
        ApiKeyRequestContext request)
    {
        var (verification, explanation) = credential.Signed is { } signed
            ? await signatures.VerifyAsync(context, signed, request)
            : (await verifier.VerifyAsync(credential.Key.ToString(), request, context.RequestAborted), null);
        return await ConcludeAsync(verification, explanation, context, state, scheme, options, request);
    }

    private async ValueTask<Authenticated> ConcludeAsync(
        ApiKeyVerification verification,
        string? explanation,
        HttpContext context,
        RequestState state,
        AuthenticationScheme scheme,
        ApiKeyAuthenticationOptions options,
        ApiKeyRequestContext request)
    {
        if (!verification.Succeeded)
        {
            return Remember(state, scheme, RequestOutcome.Failed(verification.Failure, verification.Proved, explanation), request);
        }

        if (shared.AreShared(context, options))
        {
            return Remember(state, scheme, SharedOutcomes.Make(scheme.Name, verification.Key), request);
        }

        var identity = new ApiKeyIdentity(verification.Key);
        var verified = new ApiKeyVerifiedContext(context, scheme, options, verification.Key, new ClaimsPrincipal(identity));
        await EventsOf(context, options).Verified(verified);
        var outcome = verified.Result is { Succeeded: false } || verified.Principal is not { } principal
            ? RequestOutcome.Failed(ApiKeyFailure.Of(ApiKeyFailureReason.RefusedByHost), verification.Key)
            : new RequestOutcome(scheme.Name, verification.Key, WithIdentity(principal, identity), verified.Properties);
        return Remember(state, scheme, outcome, request);
    }

    // A host may put a principal of its own in the place of ours, even one that it keeps: it gets our identity in a copy, and no other key's.
    private static ClaimsPrincipal WithIdentity(ClaimsPrincipal principal, ApiKeyIdentity identity)
    {
        var isOurs = principal.Identities.Where(i => ApiKeyIdentity.KeyIdOf(i) is not null).All(i => ReferenceEquals(i, identity)) && principal.Identities.Contains(identity);
        return isOurs ? principal : new ClaimsPrincipal([.. principal.Identities.Where(i => ApiKeyIdentity.KeyIdOf(i) is null), identity]);
    }
}
