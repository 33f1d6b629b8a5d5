namespace ApiKeys;

/// <summary>What a refusal asks of the caller. Over HTTP each kind is one status.</summary>
public enum ApiKeyFailureKind
{
    /// <summary>Present a valid credential (401).</summary>
    Unauthorized = 0,

    /// <summary>The credential is good, but not for this (403).</summary>
    Forbidden = 1,

    /// <summary>The server cannot tell at the moment; try again later (503).</summary>
    Unavailable = 2,

    /// <summary>The credential is good and was used too often; wait (429).</summary>
    RateLimited = 3,

    /// <summary>Send the request anew: its body could not be read to the end (400).</summary>
    Unreadable = 4,

    /// <summary>Send less: the body is longer than the server reads (413).</summary>
    TooLarge = 5,
}
