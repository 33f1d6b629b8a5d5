using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Responses;

/// <summary>What callers of the management endpoints are told. A key that is not theirs and one that does not exist are one answer.</summary>
internal static class ManagementRefusals
{
    public static ApiKeyRefusal NotFound { get; } = new(StatusCodes.Status404NotFound, "NOT_FOUND", "There is no such key.", null);

    public static ApiKeyRefusal UnknownTenant { get; } = new(StatusCodes.Status404NotFound, "NOT_FOUND", "There is no such tenant.", null);

    public static ApiKeyRefusal Unauthorized { get; } = new(StatusCodes.Status401Unauthorized, "UNAUTHORIZED", "Authentication is required", null);

    public static ApiKeyRefusal MethodNotAllowed { get; } = new(StatusCodes.Status405MethodNotAllowed, "METHOD_NOT_ALLOWED", "The path does not have this method.", null);

    public static ApiKeyRefusal TooLarge { get; } = new(StatusCodes.Status413PayloadTooLarge, "PAYLOAD_TOO_LARGE", "The body is too long.", null);

    public static ApiKeyRefusal NotJson { get; } = new(StatusCodes.Status415UnsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE", "The body has to be JSON in UTF-8: Content-Type: application/json.", null);

    public static ApiKeyRefusal VersionMismatch { get; } = new(StatusCodes.Status412PreconditionFailed, "PRECONDITION_FAILED", "The key has changed since it was read.", null);

    public static ApiKeyRefusal ListMismatch { get; } = new(StatusCodes.Status412PreconditionFailed, "PRECONDITION_FAILED", "The list has changed since it was read.", null);

    public static ApiKeyRefusal NoDenyLists { get; } = new(StatusCodes.Status404NotFound, "NOT_FOUND", "Lists of denied addresses are switched off here.", null);

    public static ApiKeyRefusal ForeignPage { get; } = Forbidden("A page of another site has sent this request. Send Content-Type: application/json or Authorization: Bearer with it, which browsers ask the server about first.");

    public static ApiKeyRefusal Forbidden(string message) => new(StatusCodes.Status403Forbidden, "FORBIDDEN", message, null);

    public static ApiKeyRefusal Conflict(string message) => new(StatusCodes.Status409Conflict, "CONFLICT", message, null);

    public static ApiKeyRefusal Mismatch(string message) => new(StatusCodes.Status422UnprocessableEntity, "IDEMPOTENCY_MISMATCH", message, null);

    public static ApiKeyRefusal Invalid(params IReadOnlyList<ApiKeyRefusalDetail> details) =>
        new(StatusCodes.Status400BadRequest, "VALIDATION_ERROR", "The request is not valid.", null) { Details = details };

    public static ApiKeyRefusal Invalid(string field, string message) => Invalid(new ApiKeyRefusalDetail(field, message));

    /// <summary>A store has not answered, so nothing is known; of a change, that it has to be taken for not done.</summary>
    public static ApiKeyRefusal Unavailable(bool isChange, int retryAfterSeconds) => new(
        StatusCodes.Status503ServiceUnavailable,
        "UNAVAILABLE",
        isChange ? "The store of keys did not answer. Take the change for not done, and try again." : "The store of keys did not answer. Try again.",
        retryAfterSeconds);
}
