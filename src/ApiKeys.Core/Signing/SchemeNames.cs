namespace ApiKeys.Signing;

/// <summary>The names of schemes in what is stored.</summary>
internal static class SchemeNames
{
    public const string P2sSignV1 = "p2s-sign-v1";
    public const string HttpMessageSignatures = "rfc9421-hmac-sha256";

    public static string Of(ApiKeySigningScheme scheme) => scheme == ApiKeySigningScheme.P2sSignV1 ? P2sSignV1 : HttpMessageSignatures;
}
