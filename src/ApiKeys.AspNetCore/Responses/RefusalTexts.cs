using ApiKeys.Format;
using ApiKeys.Signing;
using ApiKeys.Verification;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.Responses;

/// <summary>A failure to what the caller is told. The sentences are those of CONTRACT S-21 and S-25, with this host's own prefixes.</summary>
/// <remarks>They differ only by what the request itself shows: unknown, wrong, disabled, revoked and expired are one sentence.</remarks>
internal sealed class RefusalTexts
{
    private const string Unauthorized = "UNAUTHORIZED";
    private const string Forbidden = "FORBIDDEN";
    private static readonly ApiKeyRefusal Invalid = new(StatusCodes.Status401Unauthorized, Unauthorized, "Invalid or expired API key", null);
    private static readonly ApiKeyRefusal WrongIp = new(StatusCodes.Status403Forbidden, Forbidden, "API key not allowed from this IP address", null);
    private static readonly ApiKeyRefusal Insecure = Challenge("API keys are accepted over HTTPS only");
    private static readonly ApiKeyRefusal MissingSignature = Challenge($"Missing or malformed Authorization header. Expected: {P2sSignV1.AuthenticationScheme} API_KEY:TIMESTAMP:SIGNATURE");
    private static readonly ApiKeyRefusal MissingMessageSignature = Challenge("Missing or malformed Signature-Input and Signature headers. Expected: an HTTP message signature (RFC 9421) by hmac-sha256");
    private static readonly ApiKeyRefusal TooLarge = new(StatusCodes.Status413PayloadTooLarge, "PAYLOAD_TOO_LARGE", "The body is longer than a signed request may have here", null);
    private static readonly ApiKeyRefusal Unreadable = new(StatusCodes.Status400BadRequest, "BAD_REQUEST", "The body could not be read to its end", null);
    private readonly ApiKeyRefusal _missingBearer;
    private readonly ApiKeyRefusal _wrongPrefix;
    private readonly ApiKeyRefusal _unavailable;
    private readonly string _example;
    private readonly bool _showsHint;

    public RefusalTexts(ApiKeyFormat format, IOptions<ApiKeyResponseOptions> options)
    {
        _example = format.Prefixes[0] + "xxx";
        _showsHint = options.Value.ShowKeyHint;
        _missingBearer = Challenge($"Missing or malformed Authorization header. Expected: Bearer {_example}");
        _wrongPrefix = Challenge($"Invalid API key prefix. Expected {string.Join(" or ", format.Prefixes)}");
        _unavailable = new ApiKeyRefusal(
            StatusCodes.Status503ServiceUnavailable,
            "UNAVAILABLE",
            "API keys cannot be verified at the moment",
            options.Value.UnavailableRetryAfterSeconds);
    }

    /// <summary>What the holder of a good key is told whom a policy of the host refuses.</summary>
    public static ApiKeyRefusal NotAllowed { get; } = new(StatusCodes.Status403Forbidden, Forbidden, "API key not allowed for this request", null);

    /// <summary>What a good key is told that its endpoint or its limits refuse (CONTRACT S-22, S-23).</summary>
    /// <param name="admission">Why the request is refused.</param>
    /// <param name="retryAfterSeconds">After how many seconds there are permits again, where a limit is reached.</param>
    public ApiKeyRefusal Of(in ApiKeyAdmission admission, int? retryAfterSeconds) => admission.Failure!.Reason switch
    {
        ApiKeyFailureReason.MissingScopes => new ApiKeyRefusal(
            StatusCodes.Status403Forbidden,
            Forbidden,
            $"API key missing required scopes: {string.Join(", ", admission.MissingScopes)}",
            null),
        ApiKeyFailureReason.RateLimited => new ApiKeyRefusal(StatusCodes.Status429TooManyRequests, "RATE_LIMITED", "Rate limit exceeded", retryAfterSeconds),
        _ => Of(admission.Failure),
    };

    /// <summary>The refusal with the key's hint in it, where the host wants that and the key was proved (CONTRACT N-2).</summary>
    public ApiKeyRefusal Naming(ApiKeyRefusal refusal, DisplayHint? hint) => _showsHint && hint is { } shown && refusal.StatusCode != StatusCodes.Status401Unauthorized
        ? refusal with { Message = $"{refusal.Message} (key {shown})" }
        : refusal;

    /// <summary>What the caller is told.</summary>
    /// <param name="failure">Why the request is refused.</param>
    public ApiKeyRefusal Of(ApiKeyFailure failure) => Of(failure, ApiKeyTransports.Bearer, ApiKeyDefaults.HeaderName);

    /// <summary>What the caller is told.</summary>
    /// <param name="failure">Why the request is refused.</param>
    /// <param name="form">The form in which keys are expected.</param>
    /// <param name="headerName">The header that they are expected in, where that is the form.</param>
    public ApiKeyRefusal Of(ApiKeyFailure failure, ApiKeyTransports form, string headerName) => failure.Kind switch
    {
        ApiKeyFailureKind.Unavailable => _unavailable,
        ApiKeyFailureKind.TooLarge => TooLarge,
        ApiKeyFailureKind.Unreadable => Unreadable,
        ApiKeyFailureKind.Forbidden => failure.Reason is ApiKeyFailureReason.IpNotAllowed or ApiKeyFailureReason.AddressDenied ? WrongIp : NotAllowed,
        _ => OfUnauthorized(failure.Reason, form, headerName),
    };

    private ApiKeyRefusal OfUnauthorized(ApiKeyFailureReason reason, ApiKeyTransports form, string headerName) => reason switch
    {
        ApiKeyFailureReason.MissingCredential or ApiKeyFailureReason.MalformedCredential or ApiKeyFailureReason.SeveralCredentials =>
            form switch
            {
                ApiKeyTransports.Header => Challenge($"Missing or malformed {headerName} header. Expected: {_example}"),
                ApiKeyTransports.Signature => MissingSignature,
                ApiKeyTransports.MessageSignature => MissingMessageSignature,
                _ => _missingBearer,
            },
        ApiKeyFailureReason.UnknownPrefix => _wrongPrefix,
        ApiKeyFailureReason.InsecureTransport => Insecure,
        _ => Invalid,
    };

    private static ApiKeyRefusal Challenge(string message) => new(StatusCodes.Status401Unauthorized, Unauthorized, message, null);
}
