using ApiKeys.AspNetCore.Responses;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Authentication;

/// <summary>A request is about to be refused.</summary>
public sealed class ApiKeyChallengeContext : PropertiesContext<ApiKeyAuthenticationOptions>
{
    internal ApiKeyChallengeContext(
        HttpContext context,
        AuthenticationScheme scheme,
        ApiKeyAuthenticationOptions options,
        AuthenticationProperties properties,
        ApiKeyFailure? failure,
        ApiKeyRefusal refusal)
        : base(context, scheme, options, properties)
    {
        Failure = failure;
        Refusal = refusal;
    }

    /// <summary>Why, in full; <see langword="null"/> where the key was good and the host's own policy refuses. Not for the caller.</summary>
    public ApiKeyFailure? Failure { get; }

    /// <summary>What the caller is told. Put another one in its place to say it differently.</summary>
    public ApiKeyRefusal Refusal { get; set; }

    /// <summary>Whether the host has answered itself.</summary>
    public bool Handled { get; private set; }

    /// <summary>Says that the host has answered itself; the library then sets nothing.</summary>
    public void HandleResponse() => Handled = true;
}
