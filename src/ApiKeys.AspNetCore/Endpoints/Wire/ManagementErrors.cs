using System.Text.Json;
using ApiKeys.AspNetCore.Responses;
using ApiKeys.Management;

namespace ApiKeys.AspNetCore.Endpoints.Wire;

/// <summary>What is wrong with a management call, as an answer. Fields are called as the caller called them.</summary>
internal static class ManagementErrors
{
    public static ApiKeyRefusal Of(IReadOnlyList<ApiKeyError> errors, BodyReader body, int retryAfterSeconds)
    {
        var invalid = errors.Where(error => error.Code == ApiKeyErrorCode.Invalid).ToList();
        if (invalid.Count > 0)
        {
            return ManagementRefusals.Invalid([.. invalid.Select(error => new ApiKeyRefusalDetail(FieldOf(error.Member, body), error.Message))]);
        }

        var first = errors[0];
        return first.Code switch
        {
            ApiKeyErrorCode.NotFound => ManagementRefusals.NotFound,
            ApiKeyErrorCode.Forbidden => ManagementRefusals.Forbidden(first.Message) with { Details = [.. errors.Select(error => new ApiKeyRefusalDetail(FieldOf(error.Member, body), error.Message))] },
            ApiKeyErrorCode.NotAllowed => ManagementRefusals.Forbidden(first.Message),
            ApiKeyErrorCode.IdempotencyMismatch => ManagementRefusals.Mismatch(first.Message),
            ApiKeyErrorCode.NoFreeId => ManagementRefusals.Unavailable(isChange: true, retryAfterSeconds),
            _ => ManagementRefusals.Conflict(first.Message),
        };
    }

    private static string FieldOf(string? member, BodyReader body) => member switch
    {
        null => "body",
        "Expiry" or "ExpiresAt" => Sent(body, ExpiryFields.InDays, ExpiryFields.On) ?? ExpiryFields.At,
        "RateLimits" => Sent(body, "rate_limit_per_hour") ?? "rate_limits",
        "IdempotencyKey" => "Idempotency-Key",
        "NotBeforeAt" => "not_before",
        "grace" => "grace_seconds",
        _ => JsonNamingPolicy.SnakeCaseLower.ConvertName(member),
    };

    private static string? Sent(BodyReader body, params string[] names) => Array.Find(names, body.Has);
}
