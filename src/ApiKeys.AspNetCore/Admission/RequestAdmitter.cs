using System.Diagnostics;
using ApiKeys.AspNetCore.Authentication;
using ApiKeys.AspNetCore.Diagnostics;
using ApiKeys.AspNetCore.Responses;
using ApiKeys.Verification;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.Admission;

/// <summary>Admits requests, once each, and answers those that are not: the one way, for middleware, MVC and the fast lane.</summary>
internal sealed class RequestAdmitter(
    ApiKeyAdmitter admitter,
    RefusalTexts texts,
    RefusalResponder responder,
    LongRequests longRequests,
    PermitReturn permits,
    IOptions<ApiKeyResponseOptions> responses) : IForbiddenExplainer
{
    /// <summary>Whether the request may go on; where it may not, it is answered. A request that no key speaks for is none of ours.</summary>
    public ValueTask<bool> TryAdmitAsync(HttpContext context, EndpointDemands demands)
    {
        var state = RequestState.Of(context);
        var speaker = RequestKeys.SpeakerOf(state, context.User);
        return speaker.Key is { } key
            ? TryAdmitAsync(context, state!, key, demands)
            : ValueTask.FromResult(!speaker.IsAmbiguous || Refuse(context, SeveralKeys(context)));
    }

    /// <summary>The same for the key that speaks for the request.</summary>
    public ValueTask<bool> TryAdmitAsync(HttpContext context, RequestState state, VerifiedApiKey key, EndpointDemands demands)
    {
        // By id: a request that is verified again, for an error page or by another lane, has paid already.
        var isPaid = state.Admitted?.Id == key.Id;
        var request = demands.For(context, state.OriginOf(key).RemoteAddress);
        var admission = isPaid ? ValueTask.FromResult(admitter.Examine(key, request)) : admitter.AdmitAsync(key, request, context.RequestAborted);
        return admission.IsCompletedSuccessfully
            ? ValueTask.FromResult(Conclude(context, state, key, demands, admission.Result, isPaid))
            : AwaitAsync(context, state, key, demands, admission);
    }

    private async ValueTask<bool> AwaitAsync(HttpContext context, RequestState state, VerifiedApiKey key, EndpointDemands demands, ValueTask<ApiKeyAdmission> admission) =>
        Conclude(context, state, key, demands, await admission, isPaid: false);

    private bool Conclude(HttpContext context, RequestState state, VerifiedApiKey key, EndpointDemands demands, in ApiKeyAdmission admission, bool isPaid)
    {
        if (admission.Quota is { } quota && responses.Value.SendRateLimitHeaders)
        {
            RateLimitHeaders.Write(context.Response, key.Record.RateLimits, quota);
        }

        if (!admission.Succeeded)
        {
            return Refuse(context, RefusalOf(context, key, admission));
        }

        state.Admit(key, demands);
        if (!isPaid)
        {
            permits.Expect(context, key, admission);
            longRequests.Expect(context);
            Tag(context, key.Id);
        }

        return true;
    }

    /// <summary>Whether a key meets demands, without spending anything.</summary>
    public bool Meets(VerifiedApiKey key, EndpointDemands demands, HttpContext? context) => admitter.Examine(key, demands.For(context, address: null)).Succeeded;

    public ApiKeyRefusal Explain(HttpContext context) => Explain(context, EndpointDemands.Of(context.GetEndpoint()));

    public ApiKeyRefusal Explain(HttpContext context, EndpointDemands demands)
    {
        var speaker = RequestKeys.SpeakerOf(context, context.User);
        if (speaker.IsAmbiguous)
        {
            return SeveralKeys(context);
        }

        if (speaker.Key is not { } key)
        {
            return RefusalTexts.NotAllowed;
        }

        var admission = admitter.Examine(key, demands.For(context, address: null));
        if (admission.Succeeded)
        {
            RequestNote.Refused(context, ApiKeyFailureReason.RefusedByHost, key.Record);
            return texts.Naming(RefusalTexts.NotAllowed, key.Secret.Hint);
        }

        admitter.Report(key, admission);
        return RefusalOf(context, key, admission);
    }

    // On the request's own activity, and on the one that work which the endpoint queues will carry on: a host's middleware may have begun another.
    private static void Tag(HttpContext context, string keyId)
    {
        var request = context.Features.Get<IHttpActivityFeature>()?.Activity;
        request?.SetTag("apikeys.key_id", keyId);
        if (Activity.Current is { } current && current != request)
        {
            current.SetTag("apikeys.key_id", keyId);
        }
    }

    private ApiKeyRefusal SeveralKeys(HttpContext context)
    {
        RequestNote.Refused(context, ApiKeyFailureReason.SeveralCredentials, proved: null);
        return texts.Of(ApiKeyFailure.Of(ApiKeyFailureReason.SeveralCredentials));
    }

    private ApiKeyRefusal RefusalOf(HttpContext context, VerifiedApiKey key, in ApiKeyAdmission admission)
    {
        RequestNote.Refused(context, admission.Failure!.Reason, key.Record);
        return texts.Naming(texts.Of(admission, admission.Quota is { } quota ? RateLimitHeaders.Seconds(quota) : null), key.Secret.Hint);
    }

    private bool Refuse(HttpContext context, ApiKeyRefusal refusal)
    {
        if (refusal.StatusCode == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = Challenges.Bearer(responses.Value.Realm, wasPresented: true);
        }

        responder.Refuse(context, refusal);
        return false;
    }
}
