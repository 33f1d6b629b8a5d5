using ApiKeys.Management;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Diagnostics;

/// <summary>A request feature: what the request log wants to know, and only those can tell who refuse the request or know its caller. There is none where the log is off.</summary>
internal sealed class RequestNote
{
    /// <summary>Why the request's key was refused.</summary>
    public ApiKeyFailureReason? Reason { get; private set; }

    /// <summary>The refused key, where its secret was presented.</summary>
    public ApiKeyRecord? Key { get; private set; }

    /// <summary>Who manages keys.</summary>
    public ApiKeyActor? Caller { get; private set; }

    public static void Refused(HttpContext context, ApiKeyFailureReason reason, ApiKeyRecord? proved)
    {
        // Several schemes may refuse one request: the one that found no key has the least to say.
        if (context.Features.Get<RequestNote>() is { } note && (note.Reason is null || reason != ApiKeyFailureReason.MissingCredential))
        {
            note.Reason = reason;
            note.Key = proved;
        }
    }

    public static void CalledBy(HttpContext context, ApiKeyActor caller)
    {
        if (context.Features.Get<RequestNote>() is { } note)
        {
            note.Caller = caller;
        }
    }
}
