namespace ApiKeys.AspNetCore;

/// <summary>Where a request may carry a key. Never a query, a route or a cookie: those end in logs and histories.</summary>
[Flags]
public enum ApiKeyTransports
{
    /// <summary>Nowhere; refused at start.</summary>
    None = 0,

    /// <summary><c>Authorization: Bearer key</c> (RFC 6750 section 2.1).</summary>
    Bearer = 1,

    /// <summary>A header of its own, such as <c>X-API-Key: key</c>.</summary>
    Header = 2,

    /// <summary><c>Authorization: P2S-SIGN-V1 API_KEY:TIMESTAMP:SIGNATURE</c>: the request is signed, and no secret is sent (CONTRACT S-31).</summary>
    Signature = 4,

    /// <summary><c>Signature-Input</c> and <c>Signature</c>: HTTP message signatures by <c>hmac-sha256</c> (RFC 9421).</summary>
    MessageSignature = 8,
}
