using ApiKeys.Verification;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore;

/// <summary>The key of the current request.</summary>
public static class ApiKeyHttpContextExtensions
{
    /// <summary>The key that the request presented; <see langword="null"/> where it presented none that is good.</summary>
    /// <param name="context">The request.</param>
    public static VerifiedApiKey? GetApiKey(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<VerifiedApiKey>();
    }
}
