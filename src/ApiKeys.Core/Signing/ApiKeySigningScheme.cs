namespace ApiKeys.Signing;

/// <summary>How requests are signed. A key has one scheme, the one that it was issued with.</summary>
public enum ApiKeySigningScheme
{
    /// <summary><c>Authorization: P2S-SIGN-V1 API_KEY:TIMESTAMP:SIGNATURE</c> (CONTRACT S-31). Of the secret only a derived key is kept.</summary>
    P2sSignV1 = 0,

    /// <summary>HTTP Message Signatures with <c>hmac-sha256</c> (RFC 9421 section 3.3.3). The HMAC key is the secret itself, so that is what is kept, protected.</summary>
    HttpMessageSignatures = 1,
}
