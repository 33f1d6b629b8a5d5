namespace ApiKeys.AspNetCore.Responses;

/// <summary>What a refused caller is told.</summary>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="Code">
/// A word for programs: <c>UNAUTHORIZED</c>, <c>FORBIDDEN</c>, <c>RATE_LIMITED</c> or <c>UNAVAILABLE</c>; from management also <c>VALIDATION_ERROR</c>,
/// <c>NOT_FOUND</c>, <c>METHOD_NOT_ALLOWED</c>, <c>CONFLICT</c>, <c>PRECONDITION_FAILED</c>, <c>PAYLOAD_TOO_LARGE</c>, <c>UNSUPPORTED_MEDIA_TYPE</c> and
/// <c>IDEMPOTENCY_MISMATCH</c>.
/// </param>
/// <param name="Message">A sentence for people. It holds nothing of the presented credential.</param>
/// <param name="RetryAfterSeconds">After how many seconds the caller may try again; <see langword="null"/> where waiting does not help.</param>
public sealed record ApiKeyRefusal(int StatusCode, string Code, string Message, int? RetryAfterSeconds)
{
    /// <summary>Everything that is wrong with the request, field by field, where that is the reason.</summary>
    /// <value>Default: empty.</value>
    public IReadOnlyList<ApiKeyRefusalDetail> Details { get; init; } = [];
}
