using Microsoft.Extensions.Logging;

namespace ApiKeys.Diagnostics;

/// <summary>What is logged of signing keys that cannot be read.</summary>
internal static partial class SigningLog
{
    [LoggerMessage(EventName = "ApiKeySigningKeyDamaged", Level = LogLevel.Error, Message = "The signing key of API key {KeyId} was changed or belongs elsewhere; the key is refused. {Suppressed} further failures went unlogged before.")]
    public static partial void KeyDamaged(ILogger logger, string keyId, long suppressed, Exception exception);

    [LoggerMessage(EventName = "ApiKeySigningKeyUnavailable", Level = LogLevel.Critical, Message = "The server lacks what it needs to decrypt the signing key of API key {KeyId}; its requests are answered with 503. {Suppressed} further failures went unlogged before.")]
    public static partial void KeyUnavailable(ILogger logger, string keyId, long suppressed, Exception exception);
}
