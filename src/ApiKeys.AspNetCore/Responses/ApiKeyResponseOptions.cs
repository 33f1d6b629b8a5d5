namespace ApiKeys.AspNetCore.Responses;

/// <summary>How refusals are answered.</summary>
public sealed class ApiKeyResponseOptions
{
    /// <summary>The form of a refusal's body.</summary>
    /// <value>Default: <see cref="ApiKeyErrorContract.ProblemDetails"/>.</value>
    public ApiKeyErrorContract Contract { get; set; } = ApiKeyErrorContract.ProblemDetails;

    /// <summary>Writes the body in a form of the host's own, in the place of <see cref="Contract"/>.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public IApiKeyErrorWriter? Writer { get; set; }

    /// <summary>Whether the SalesOS form carries <c>meta</c> with the request's id and the time, as its overview page shows (CONTRACT S-11).</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool IncludeMeta { get; set; }

    /// <summary>Whether 403 and 429 name the key by its hint, for callers with many keys (CONTRACT N-2). A 401 never does: nobody has proved anything there.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool ShowKeyHint { get; set; }

    /// <summary>The protection space that challenges name (RFC 9110 section 11.5).</summary>
    /// <value>Default: <c>api</c>.</value>
    public string Realm { get; set; } = "api";

    /// <summary>After how many seconds a caller may try again when the store has failed.</summary>
    /// <value>Default: 5. At least 1.</value>
    public int UnavailableRetryAfterSeconds { get; set; } = 5;

    /// <summary>Whether admitted requests and those over their limit carry <c>RateLimit-Policy</c> and <c>RateLimit</c> (draft-ietf-httpapi-ratelimit-headers).</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool SendRateLimitHeaders { get; set; } = true;
}
