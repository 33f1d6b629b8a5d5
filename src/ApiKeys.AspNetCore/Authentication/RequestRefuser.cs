using ApiKeys.AspNetCore.Diagnostics;
using ApiKeys.AspNetCore.Responses;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace ApiKeys.AspNetCore.Authentication;

/// <summary>Answers requests that are refused: the one way, for the scheme and for the fast lane.</summary>
internal sealed class RequestRefuser(RefusalTexts texts, RefusalResponder responder, IOptions<ApiKeyResponseOptions> responses)
{
    private readonly string _bearer = Challenges.Bearer(responses.Value.Realm, wasPresented: false);
    private readonly string _bearerAgain = Challenges.Bearer(responses.Value.Realm, wasPresented: true);

    /// <summary>The request has no good key.</summary>
    public Task ChallengeAsync(
        HttpContext context,
        AuthenticationScheme scheme,
        ApiKeyAuthenticationOptions options,
        AuthenticationProperties? properties,
        RequestOutcome outcome)
    {
        var failure = outcome.Failure ?? ApiKeyFailure.Of(ApiKeyFailureReason.MissingCredential);
        RequestNote.Refused(context, failure.Reason, outcome.Refused?.Record);
        var refusal = RefusalOf(failure, options, outcome);
        if (options.EventsType is not null || !options.Events.LeavesChallenges)
        {
            return AskAsync(context, options, new ApiKeyChallengeContext(context, scheme, options, properties ?? new(), failure, refusal));
        }

        Refuse(context, options, refusal, WasPresented(failure));
        return Task.CompletedTask;
    }

    /// <summary>The key is good and the request is refused all the same.</summary>
    public async Task ForbidAsync(
        HttpContext context,
        AuthenticationScheme scheme,
        ApiKeyAuthenticationOptions options,
        AuthenticationProperties? properties,
        ApiKeyRefusal refusal)
    {
        var forbidden = new ApiKeyChallengeContext(context, scheme, options, properties ?? new(), failure: null, refusal);
        await RequestAuthenticator.EventsOf(context, options).Forbidden(forbidden);
        if (!forbidden.Handled)
        {
            Refuse(context, options, forbidden.Refusal, wasPresented: true);
        }
    }

    private async Task AskAsync(HttpContext context, ApiKeyAuthenticationOptions options, ApiKeyChallengeContext challenge)
    {
        await RequestAuthenticator.EventsOf(context, options).Challenge(challenge);
        if (!challenge.Handled)
        {
            Refuse(context, options, challenge.Refusal, WasPresented(challenge.Failure!));
        }
    }

    private static bool WasPresented(ApiKeyFailure failure) => failure.Reason != ApiKeyFailureReason.MissingCredential;

    private void Refuse(HttpContext context, ApiKeyAuthenticationOptions options, ApiKeyRefusal refusal, bool wasPresented)
    {
        if (refusal.StatusCode == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.Append(HeaderNames.WWWAuthenticate, Challenge(options, wasPresented));
        }

        responder.Refuse(context, refusal);
    }

    private ApiKeyRefusal RefusalOf(ApiKeyFailure failure, ApiKeyAuthenticationOptions options, RequestOutcome outcome)
    {
        var refusal = texts.Naming(texts.Of(failure, FormOf(options), options.HeaderName), outcome.Refused?.Secret.Hint);
        return outcome.Explanation is { } explanation ? refusal with { Message = $"{refusal.Message}. {explanation}" } : refusal;
    }

    // The texts speak of the bearer form wherever it is accepted.
    private static ApiKeyTransports FormOf(ApiKeyAuthenticationOptions options)
    {
        if (options.Transports.HasFlag(ApiKeyTransports.Bearer))
        {
            return ApiKeyTransports.Bearer;
        }

        if (options.Transports.HasFlag(ApiKeyTransports.Signature))
        {
            return ApiKeyTransports.Signature;
        }

        return options.Transports.HasFlag(ApiKeyTransports.MessageSignature) ? ApiKeyTransports.MessageSignature : ApiKeyTransports.Header;
    }

    private string Challenge(ApiKeyAuthenticationOptions options, bool wasPresented) => FormOf(options) switch
    {
        ApiKeyTransports.Header => Challenges.Header(responses.Value.Realm, options.HeaderName),
        ApiKeyTransports.MessageSignature => Challenges.MessageSignature(responses.Value.Realm),
        ApiKeyTransports.Signature => Challenges.Signature(responses.Value.Realm),
        _ when options.Transports.HasFlag(ApiKeyTransports.Signature) => $"{Challenges.Bearer(responses.Value.Realm, wasPresented)}, {Challenges.Signature(responses.Value.Realm)}",
        _ => wasPresented ? _bearerAgain : _bearer,
    };
}
