using System.Text.Encodings.Web;
using ApiKeys.AspNetCore.Requests;
using ApiKeys.AspNetCore.Responses;
using ApiKeys.Verification;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace ApiKeys.AspNetCore.Authentication;

/// <summary>Reads a request's key, has it verified, and says how a refusal is answered.</summary>
internal sealed class ApiKeyAuthenticationHandler(
    IOptionsMonitor<ApiKeyAuthenticationOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    IOptions<ApiKeyResponseOptions> responses,
    ApiKeyCredentialReader reader,
    ApiKeyVerifier verifier,
    BearerSharing sharing,
    RefusalTexts texts,
    RefusalResponder responder) : AuthenticationHandler<ApiKeyAuthenticationOptions>(options, logger, encoder)
{
    // One result a reason, made once: a flood of bad keys allocates no exceptions.
    private static readonly AuthenticateResult[] Failures =
        [.. Enum.GetValues<ApiKeyFailureReason>().Select(reason => AuthenticateResult.Fail($"The API key was refused: {reason}."))];

    private ApiKeyFailure? _failure;

    private new ApiKeyEvents Events => (ApiKeyEvents)base.Events!;

    protected override Task<object> CreateEventsAsync() => Task.FromResult<object>(new ApiKeyEvents());

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var credential = reader.Read(Request, Options.Transports, Options.HeaderName);
        switch (credential.Kind)
        {
            case ApiKeyCredentialKind.Key when Options.RequireHttps && !Request.IsHttps:
                return Fail(ApiKeyFailureReason.InsecureTransport);
            case ApiKeyCredentialKind.Key:
                return await VerifyAsync(credential.Key);
            case ApiKeyCredentialKind.Several:
                return Fail(ApiKeyFailureReason.SeveralCredentials);
            case ApiKeyCredentialKind.Malformed when !await sharing.IsSharedAsync():
                return Fail(ApiKeyFailureReason.MalformedCredential);
            case ApiKeyCredentialKind.ForeignBearer when !await sharing.IsSharedAsync():
                return Fail(ApiKeyFailureReason.UnknownPrefix);
            default:
                return AuthenticateResult.NoResult();
        }
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        await HandleAuthenticateOnceSafeAsync();
        var failure = _failure ?? ApiKeyFailure.Of(ApiKeyFailureReason.MissingCredential);
        var context = new ApiKeyChallengeContext(Context, Scheme, Options, properties, failure, texts.Of(failure, OnlyHeaderName()));
        await Events.Challenge(context);
        if (context.Handled)
        {
            return;
        }

        if (context.Refusal.StatusCode == StatusCodes.Status401Unauthorized)
        {
            Response.Headers.Append(HeaderNames.WWWAuthenticate, Challenge(failure.Reason != ApiKeyFailureReason.MissingCredential));
        }

        Refuse(context.Refusal);
    }

    protected override async Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var context = new ApiKeyChallengeContext(Context, Scheme, Options, properties, failure: null, RefusalTexts.NotAllowed);
        await Events.Forbidden(context);
        if (!context.Handled)
        {
            Refuse(context.Refusal);
        }
    }

    private async Task<AuthenticateResult> VerifyAsync(string text)
    {
        var request = new ApiKeyRequestContext(Context.Connection.RemoteIpAddress, Options.TenantSelector?.Invoke(Context), CustomerId: null);
        var verification = await verifier.VerifyAsync(text, request, Context.RequestAborted);
        if (!verification.Succeeded)
        {
            return Fail(verification.Failure);
        }

        var context = new ApiKeyVerifiedContext(Context, Scheme, Options, verification.Key, ApiKeyPrincipal.Of(verification.Key));
        await Events.Verified(context);
        if (context.Result is { Succeeded: false } or { Principal: null })
        {
            return Fail(ApiKeyFailureReason.RefusedByHost);
        }

        Context.Features.Set(verification.Key);
        return AuthenticateResult.Success(new AuthenticationTicket(context.Principal!, context.Properties, Scheme.Name));
    }

    private AuthenticateResult Fail(ApiKeyFailureReason reason) => Fail(ApiKeyFailure.Of(reason));

    private AuthenticateResult Fail(ApiKeyFailure failure)
    {
        _failure = failure;
        return Failures[(int)failure.Reason];
    }

    private void Refuse(ApiKeyRefusal refusal)
    {
        RefusalResponder.Refuse(Context, refusal);
        responder.DisableStatusPages(Context);
    }

    // The texts speak of the bearer form wherever it is accepted.
    private string? OnlyHeaderName() => Options.Transports.HasFlag(ApiKeyTransports.Bearer) ? null : Options.HeaderName;

    private string Challenge(bool wasPresented) => OnlyHeaderName() is { } header
        ? Challenges.Header(responses.Value.Realm, header)
        : Challenges.Bearer(responses.Value.Realm, wasPresented);
}
