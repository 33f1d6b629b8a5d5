using Microsoft.Extensions.Logging;

namespace ApiKeys.Diagnostics;

/// <summary>Everything that the library logs. No message has a place for a key, a hash or a foreign text.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "An API key was refused: {Reason}; key {KeyId}. {Suppressed} further refusals for this reason went unlogged before.", EventName = "ApiKeyRefused")]
    public static partial void Refused(ILogger logger, ApiKeyFailureReason reason, string? keyId, long suppressed);

    [LoggerMessage(2, LogLevel.Warning, "The stored hash of API key {KeyId} cannot be read or asks for more work than allowed; the key is refused.", EventName = "ApiKeyStoredHashMalformed")]
    public static partial void StoredHashMalformed(ILogger logger, string keyId);

    [LoggerMessage(4, LogLevel.Error, "The store of rate limits failed; requests with limited keys are answered with 503 until it recovers.", EventName = "ApiKeyRateLimitStoreFailed")]
    public static partial void RateLimitStoreFailed(ILogger logger, Exception exception);

    [LoggerMessage(3, LogLevel.Error, "The API key store failed; requests with keys are answered with 503 until it recovers.", EventName = "ApiKeyStoreFailed")]
    public static partial void StoreFailed(ILogger logger, Exception exception);
}
