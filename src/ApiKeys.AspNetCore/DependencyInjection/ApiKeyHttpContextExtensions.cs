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
}
