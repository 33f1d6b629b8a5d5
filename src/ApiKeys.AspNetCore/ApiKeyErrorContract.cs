namespace ApiKeys.AspNetCore;

/// <summary>The form of a refusal's body (CONTRACT C13).</summary>
public enum ApiKeyErrorContract
{
    /// <summary>Problem details (RFC 9457).</summary>
    ProblemDetails = 0,

    /// <summary><c>{"error":{"code":…,"message":…}}</c>.</summary>
    SalesOs = 1,

    /// <summary><c>{"error":"…"}</c>.</summary>
    Flat = 2,

    /// <summary>No body.</summary>
    Empty = 3,
}
