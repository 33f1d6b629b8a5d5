namespace ApiKeys.AspNetCore;

/// <summary>Which part of a request's target P2S-SIGN-V1 signs, always as it stood on the wire, escapes included (CONTRACT S-32).</summary>
public enum ApiKeySignedTarget
{
    /// <summary>Path and query.</summary>
    PathAndQuery = 0,

    /// <summary>The path. A request with a query is refused, since nobody would have signed it.</summary>
    PathOnly = 1,

    /// <summary>The path. A query is accepted and not covered: whoever stands between client and server can change it.</summary>
    PathIgnoringQuery = 2,
}
