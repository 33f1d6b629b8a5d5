using Microsoft.Extensions.Logging;

namespace ApiKeys.AspNetCore.Diagnostics;

/// <summary>Everything that the HTTP side logs. No message has a place for a key.</summary>
internal static partial class Log
{
    [LoggerMessage(
        101,
        LogLevel.Warning,
        "Keys of every environment ({Environments}) are admitted: set ApiKeysOptions.Environment to the one that this host serves, or keys made for tests will work here.",
        EventName = "ApiKeyEnvironmentUnnamed")]
    public static partial void EnvironmentUnnamed(ILogger logger, string environments);

    [LoggerMessage(
        102,
        LogLevel.Error,
        "A good key was answered with 401: authorization ran without the key's identity. Call UseAuthentication() before UseAuthorization(), or name the key's scheme in the policy.",
        EventName = "ApiKeyGoodKeyChallenged")]
    public static partial void GoodKeyChallenged(ILogger logger);

    [LoggerMessage(
        103,
        LogLevel.Warning,
        "Keys without scope restriction open every endpoint that accepts keys (ApiKeyScopeOptions.UnrestrictedKeys), among them: {Endpoints}.",
        EventName = "ApiKeyUnrestrictedEverywhere")]
    public static partial void UnrestrictedEverywhere(ILogger logger, string endpoints);

    [LoggerMessage(
        104,
        LogLevel.Warning,
        "The endpoint {Endpoint} asks for a key and allows anonymous requests: it is open to everybody.",
        EventName = "ApiKeyEndpointIsAnonymous")]
    public static partial void EndpointIsAnonymous(ILogger logger, string? endpoint);

    [LoggerMessage(105, LogLevel.Error, "The counts of {Uses} uses could not be written; they are kept and sent again.", EventName = "ApiKeyUsageFlushFailed")]
    public static partial void UsageFlushFailed(ILogger logger, long uses, Exception exception);

    [LoggerMessage(
        106,
        LogLevel.Warning,
        "AddApiKeySelector() is there, but the default scheme is another: endpoints that name no scheme do not use it. Write AddAuthentication(ApiKeyDefaults.SelectorScheme).",
        EventName = "ApiKeySelectorIsNotDefault")]
    public static partial void SelectorIsNotDefault(ILogger logger);

    [LoggerMessage(107, LogLevel.Information, "A long request of the key {KeyId} was ended: {Reason}.", EventName = "ApiKeyLongRequestEnded")]
    public static partial void LongRequestEnded(ILogger logger, string keyId, ApiKeyFailureReason reason);

    [LoggerMessage(108, LogLevel.Error, "A long request of the key {KeyId} could not be looked at again; it goes on until the next time.", EventName = "ApiKeyRecheckFailed")]
    public static partial void RecheckFailed(ILogger logger, string keyId, Exception exception);

    [LoggerMessage(109, LogLevel.Error, "The API key store did not answer when the host started; requests with keys are answered with 503 until it does.", EventName = "ApiKeyStoreDownAtStart")]
    public static partial void StoreDownAtStart(ILogger logger, Exception exception);

    [LoggerMessage(110, LogLevel.Error, "What is too old could not be removed; it is tried again later.", EventName = "ApiKeyPruneFailed")]
    public static partial void PruneFailed(ILogger logger, Exception exception);

    [LoggerMessage(111, LogLevel.Error, "The management endpoint {Endpoint} failed; its caller was answered with 503.", EventName = "ApiKeyManagementFailed")]
    public static partial void ManagementFailed(ILogger logger, string endpoint, Exception exception);

    [LoggerMessage(112, LogLevel.Error, "{Requests} requests could not be written to the request log; they are kept, as far as there is room, and tried again.", EventName = "ApiKeyRequestLogFlushFailed")]
    public static partial void RequestLogFlushFailed(ILogger logger, long requests, Exception exception);
}
