using ApiKeys.AspNetCore.Authentication;
using ApiKeys.Verification;

namespace Microsoft.AspNetCore.Http;

/// <summary>The key of the current request.</summary>
public static class ApiKeyHttpContextExtensions
{
    /// <summary>The key that speaks for the request; <see langword="null"/> where none does, also where a key came along but the endpoint's policy asked for somebody else.</summary>
    /// <param name="context">The request.</param>
    public static VerifiedApiKey? GetApiKey(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return RequestKeys.SpeakerOf(context, context.User).Key;
    }

    /// <summary>
    /// The id of the key that speaks for the request, for work that the request queues: it outlives the request, and tells later whose work it was (CONTRACT G-10).
    /// The request's activity carries it as the tag <c>apikeys.key_id</c>. <see langword="null"/> where no key speaks.
    /// </summary>
    /// <param name="context">The request.</param>
    public static string? GetApiKeyId(this HttpContext context) => context.GetApiKey()?.Id;
}
