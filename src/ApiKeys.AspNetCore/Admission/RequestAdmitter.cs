using System.Diagnostics;
using ApiKeys.AspNetCore.Authentication;
using ApiKeys.AspNetCore.Responses;
using ApiKeys.Verification;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.Admission;

/// <summary>Admits requests, once each, and answers those that are not: the one way, for middleware, MVC and the fast lane.</summary>
internal sealed class RequestAdmitter(
    ApiKeyAdmitter admitter,
    RefusalTexts texts,
    RefusalResponder responder,
    IOptions<ApiKeyResponseOptions> responses) : IForbiddenExplainer
{
    /// <summary>Whether the request may go on; where it may not, it is answered.</summary>
    public async ValueTask<bool> TryAdmitAsync(HttpContext context, VerifiedApiKey key)
    {
        var demands = EndpointDemands.Of(context.GetEndpoint()).For(context);
        var isPaid = ReferenceEquals(context.Features.Get<AdmissionMemory>()?.Key, key);
        var admission = isPaid ? admitter.Examine(key, demands) : await admitter.AdmitAsync(key, demands, context.RequestAborted);
        if (admission.Quota is { } quota && responses.Value.SendRateLimitHeaders)
        {
            RateLimitHeaders.Write(context.Response, key.Record.RateLimits, quota);
        }

        if (!admission.Succeeded)
        {
            responder.Refuse(context, RefusalOf(admission));
            return false;
        }

        if (!isPaid)
        {
            context.Features.Set(new AdmissionMemory(key));
            Activity.Current?.SetTag("apikeys.key_id", key.Id);
        }

        return true;
    }

    /// <summary>Whether the endpoint's demands are met, without spending anything.</summary>
    public bool Meets(HttpContext context, VerifiedApiKey key) =>
        admitter.Examine(key, EndpointDemands.Of(context.GetEndpoint()).For(context)).Succeeded;

    /// <summary>Whether one demand is met that stands on no endpoint. Without a route no customer is named.</summary>
    public bool Meets(ApiKeyRequirementAttribute demand, VerifiedApiKey key) => admitter.Examine(key, EndpointDemands.Of(demand)).Succeeded;

    public ApiKeyRefusal Explain(HttpContext context, VerifiedApiKey? key)
    {
        if (key is null)
        {
            return RefusalTexts.NotAllowed;
        }

        var admission = admitter.Examine(key, EndpointDemands.Of(context.GetEndpoint()).For(context));
        return admission.Succeeded ? RefusalTexts.NotAllowed : RefusalOf(admission);
    }

    private ApiKeyRefusal RefusalOf(in ApiKeyAdmission admission) =>
        texts.Of(admission, admission.Quota is { } quota ? RateLimitHeaders.Seconds(quota) : null);
}
