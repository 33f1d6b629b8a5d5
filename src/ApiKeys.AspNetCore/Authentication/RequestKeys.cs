using System.Security.Claims;
using ApiKeys.Verification;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Authentication;

/// <summary>A request feature: the keys that this request has proved, by whatever scheme.</summary>
/// <remarks>
/// The principal alone is not believed. Hosts put principals of their own in the place of ours, keep them over requests, copy their identities
/// and add several together; a key that was proved by another request, or two keys at once, speak for nobody.
/// </remarks>
internal sealed class RequestKeys
{
    // One, mostly: a second scheme that reads a key of its own is rare.
    private readonly List<(VerifiedApiKey Key, ApiKeyRequestContext Origin)> _proved = new(1);

    public static void Add(HttpContext context, VerifiedApiKey key, ApiKeyRequestContext origin)
    {
        var keys = context.Features.Get<RequestKeys>();
        if (keys is null)
        {
            context.Features.Set(keys = new RequestKeys());
        }

        keys._proved.Add((key, origin));
    }

    /// <summary>The key that speaks through a principal.</summary>
    public static RequestSpeaker SpeakerOf(HttpContext context, ClaimsPrincipal principal)
    {
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

        var key = context.Features.Get<RequestKeys>()?._proved.FindLast(proved => string.Equals(proved.Key.Id, named, StringComparison.Ordinal)).Key;
        return new RequestSpeaker(key, IsAmbiguous: key is null);
    }

    /// <summary>What the request brought beside a key that it has proved.</summary>
    public static ApiKeyRequestContext OriginOf(HttpContext context, VerifiedApiKey key) =>
        context.Features.Get<RequestKeys>()?._proved.FindLast(proved => ReferenceEquals(proved.Key, key)).Origin ?? default;
}
