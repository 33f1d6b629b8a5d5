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
}
