using Microsoft.Extensions.Logging;

namespace ApiKeys.Diagnostics;

/// <summary>The lines that a flood could write: each tells how many were left out before it. No message has a place for a key, a hash or a foreign text.</summary>
internal static partial class Log
{
    private const string WasRefused = "ApiKeyRefused";
    private const string HashIsMalformed = "ApiKeyStoredHashMalformed";
    private const string KeysHaveFailed = "ApiKeyStoreFailed";
    private const string LimitsHaveFailed = "ApiKeyRateLimitStoreFailed";
    private const string HashMessage = "The stored hash of API key {KeyId} cannot be read or asks for more work than allowed; the key is refused.";
    private const string KeysMessage = "The API key store failed; requests with keys are answered with 503 until it recovers.";
    private const string LimitsMessage = "The store of rate limits failed; requests with limited keys are answered with 503 until it recovers.";
    private const string OtherRefusals = " {Suppressed} further refusals for this reason went unlogged before.";
    private const string OtherFailures = " {Suppressed} further failures went unlogged before.";

    public static void Refused(ILogger logger, ApiKeyFailureReason reason, string? keyId, long suppressed)
    {
        switch (keyId, suppressed)
        {
            case (null, 0):
                RefusedText(logger, reason);
                break;
            case (null, _):
                RefusedTextAfterOthers(logger, reason, suppressed);
                break;
            case (_, 0):
                RefusedKey(logger, keyId, reason);
                break;
            default:
                RefusedKeyAfterOthers(logger, keyId, reason, suppressed);
                break;
        }
    }

    public static void StoredHashMalformed(ILogger logger, string keyId, long suppressed)
    {
        if (suppressed == 0)
        {
            HashMalformed(logger, keyId);
        }
        else
        {
            HashMalformedAfterOthers(logger, keyId, suppressed);
        }
    }

    public static void StoreFailed(ILogger logger, long suppressed, Exception exception)
    {
        if (suppressed == 0)
        {
            KeysFailed(logger, exception);
        }
        else
        {
            KeysFailedAfterOthers(logger, suppressed, exception);
        }
    }

    public static void RateLimitStoreFailed(ILogger logger, long suppressed, Exception exception)
    {
        if (suppressed == 0)
        {
            LimitsFailed(logger, exception);
        }
        else
        {
            LimitsFailedAfterOthers(logger, suppressed, exception);
        }
    }

    [LoggerMessage(5, LogLevel.Warning, "The event sink {Sink} failed with {Event} of API key {KeyId}; the event is not repeated.", EventName = "ApiKeyEventSinkFailed")]
    public static partial void EventSinkFailed(ILogger logger, string sink, string @event, string keyId, Exception exception);

    [LoggerMessage(6, LogLevel.Warning, "API key {KeyId} was removed; its usage or its rows of the request log could not be, and stay until somebody removes them or they are too old.", EventName = "ApiKeyUsageNotForgotten")]
    public static partial void UsageNotForgotten(ILogger logger, string keyId, Exception exception);

    [LoggerMessage(7, LogLevel.Warning, "API key {KeyId} was used, and its stored hash is to be written anew; that failed and is tried again with a later use.", EventName = "ApiKeyRehashFailed")]
    public static partial void RehashFailed(ILogger logger, string keyId, Exception exception);

    [LoggerMessage(8, LogLevel.Warning, "The store's feed of changes could not be read; changes of other nodes are seen after seconds instead of at once.", EventName = "ApiKeyChangeFeedFailed")]
    public static partial void ChangeFeedFailed(ILogger logger, Exception exception);

    [LoggerMessage(9, LogLevel.Warning, "Too many requests wait to be written to the request log: {Dropped} more since the last such line are not in it.", EventName = "ApiKeyRequestsDropped")]
    public static partial void RequestsDropped(ILogger logger, long dropped);

    [LoggerMessage(10, LogLevel.Warning, "{Count} API keys were imported; what is known of their use could not be written.", EventName = "ApiKeyImportedUsageLost")]
    public static partial void ImportedUsageLost(ILogger logger, int count, Exception exception);

    // An event is the same one with and without a key and a number; what is not there is left out of the text.
#pragma warning disable SYSLIB1006, SYSLIB1025
    [LoggerMessage(1, LogLevel.Information, "An API key was refused: {Reason}.", EventName = WasRefused)]
    private static partial void RefusedText(ILogger logger, ApiKeyFailureReason reason);

    [LoggerMessage(1, LogLevel.Information, "An API key was refused: {Reason}." + OtherRefusals, EventName = WasRefused)]
    private static partial void RefusedTextAfterOthers(ILogger logger, ApiKeyFailureReason reason, long suppressed);

    [LoggerMessage(1, LogLevel.Information, "API key {KeyId} was refused: {Reason}.", EventName = WasRefused)]
    private static partial void RefusedKey(ILogger logger, string keyId, ApiKeyFailureReason reason);

    [LoggerMessage(1, LogLevel.Information, "API key {KeyId} was refused: {Reason}." + OtherRefusals, EventName = WasRefused)]
    private static partial void RefusedKeyAfterOthers(ILogger logger, string keyId, ApiKeyFailureReason reason, long suppressed);

    [LoggerMessage(2, LogLevel.Warning, HashMessage, EventName = HashIsMalformed)]
    private static partial void HashMalformed(ILogger logger, string keyId);

    [LoggerMessage(2, LogLevel.Warning, HashMessage + " {Suppressed} further requests with such keys went unlogged before.", EventName = HashIsMalformed)]
    private static partial void HashMalformedAfterOthers(ILogger logger, string keyId, long suppressed);

    [LoggerMessage(3, LogLevel.Error, KeysMessage, EventName = KeysHaveFailed)]
    private static partial void KeysFailed(ILogger logger, Exception exception);

    [LoggerMessage(3, LogLevel.Error, KeysMessage + OtherFailures, EventName = KeysHaveFailed)]
    private static partial void KeysFailedAfterOthers(ILogger logger, long suppressed, Exception exception);

    [LoggerMessage(4, LogLevel.Error, LimitsMessage, EventName = LimitsHaveFailed)]
    private static partial void LimitsFailed(ILogger logger, Exception exception);

    [LoggerMessage(4, LogLevel.Error, LimitsMessage + OtherFailures, EventName = LimitsHaveFailed)]
    private static partial void LimitsFailedAfterOthers(ILogger logger, long suppressed, Exception exception);
}
