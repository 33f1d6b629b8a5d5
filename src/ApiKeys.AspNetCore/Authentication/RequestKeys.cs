using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Authentication;

/// <summary>Which key speaks for a request.</summary>
/// <remarks>
/// The principal alone is not believed. Hosts put principals of their own in the place of ours, keep them over requests, copy their identities
/// and add several together; a key that was proved by another request, or two keys at once, speak for nobody.
/// </remarks>
internal static class RequestKeys
{
    /// <summary>The key that speaks through a principal.</summary>
    public static RequestSpeaker SpeakerOf(HttpContext context, ClaimsPrincipal principal) => SpeakerOf(RequestState.Of(context), principal);

    /// <summary>The same where the request's state is at hand.</summary>
    public static RequestSpeaker SpeakerOf(RequestState? state, ClaimsPrincipal principal)
    {
        if (state?.FindSealed(principal) is { } only)
        {
            return new RequestSpeaker(only, IsAmbiguous: false);
        }

        string? named = null;
        foreach (var identity in principal.Identities)
        {
            if (ApiKeyIdentity.KeyIdOf(identity) is not { } id)
            {
                continue;
            }

            if (named is not null && !string.Equals(named, id, StringComparison.Ordinal))
            {
                return new RequestSpeaker(null, IsAmbiguous: true);
            }

            named = id;
        }

        if (named is null)
        {
            return default;
        }

        var key = state?.FindProved(named);
        return new RequestSpeaker(key, IsAmbiguous: key is null);
    }
}
