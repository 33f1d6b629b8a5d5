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
    /// <summary>The request has no good key.</summary>
    public async Task ChallengeAsync(
        HttpContext context,
        AuthenticationScheme scheme,
        ApiKeyAuthenticationOptions options,
        AuthenticationProperties? properties,
        RequestOutcome outcome)
    {
        var failure = outcome.Failure ?? ApiKeyFailure.Of(ApiKeyFailureReason.MissingCredential);
        RequestNote.Refused(context, failure.Reason, outcome.Refused?.Record);
        var challenge = new ApiKeyChallengeContext(context, scheme, options, properties ?? new(), failure, texts.Naming(texts.Of(failure, OnlyHeaderName(options)), outcome.Refused?.Secret.Hint));
        await RequestAuthenticator.EventsOf(context, options).Challenge(challenge);
        if (challenge.Handled)
        {
            return;
        }

        Refuse(context, options, challenge.Refusal, wasPresented: failure.Reason != ApiKeyFailureReason.MissingCredential);
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

    private void Refuse(HttpContext context, ApiKeyAuthenticationOptions options, ApiKeyRefusal refusal, bool wasPresented)
    {
        if (refusal.StatusCode == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.Append(HeaderNames.WWWAuthenticate, Challenge(options, wasPresented));
        }

        responder.Refuse(context, refusal);
    }

    // The texts speak of the bearer form wherever it is accepted.
    private static string? OnlyHeaderName(ApiKeyAuthenticationOptions options) =>
        options.Transports.HasFlag(ApiKeyTransports.Bearer) ? null : options.HeaderName;

    private string Challenge(ApiKeyAuthenticationOptions options, bool wasPresented) => OnlyHeaderName(options) is { } header
        ? Challenges.Header(responses.Value.Realm, header)
        : Challenges.Bearer(responses.Value.Realm, wasPresented);
}
