namespace ApiKeys;

/// <summary>Which requests count against their key's limits (CONTRACT C14, S-24).</summary>
public enum RateLimitCount
{
    /// <summary>Every request that is let in.</summary>
    Authorized = 0,

    /// <summary>Those that are answered with a status below 400. A permit is spent when the request is let in, so that there are never too many, and given back before a failure is answered (after it, where nobody handles the exception that it was).</summary>
    Completed = 1,
}
