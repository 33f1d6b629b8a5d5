using ApiKeys.Signing;

namespace ApiKeys.AspNetCore.Responses;

/// <summary>The value of <c>WWW-Authenticate</c> (RFC 9110 section 11.6.1, RFC 6750 section 3).</summary>
internal static class Challenges
{
    /// <summary>One challenge for a bearer token.</summary>
    /// <param name="realm">The protection space.</param>
    /// <param name="wasPresented">Whether a credential was sent; without one the challenge names no error.</param>
    public static string Bearer(string realm, bool wasPresented) =>
        wasPresented ? $"Bearer realm=\"{realm}\", error=\"invalid_token\"" : $"Bearer realm=\"{realm}\"";

    /// <summary>One challenge for a signature by P2S-SIGN-V1.</summary>
    /// <param name="realm">The protection space.</param>
    public static string Signature(string realm) => $"{P2sSignV1.AuthenticationScheme} realm=\"{realm}\"";

    /// <summary>One challenge for a message signature. No scheme is registered for it; <c>Signature</c> is the customary word.</summary>
    /// <param name="realm">The protection space.</param>
    public static string MessageSignature(string realm) => $"Signature realm=\"{realm}\"";

    /// <summary>One challenge for a header of its own. No scheme is registered for it; <c>ApiKey</c> is the customary word.</summary>
    /// <param name="realm">The protection space.</param>
    /// <param name="headerName">The header that keys are expected in.</param>
    public static string Header(string realm, string headerName) => $"ApiKey realm=\"{realm}\", header=\"{headerName}\"";
}
