using Microsoft.Extensions.Logging;

namespace ApiKeys.Diagnostics;

/// <summary>Logs refusals, one line a second a reason (ATTACKS AC-225).</summary>
internal sealed class RefusalLog(TimeProvider time, ILogger<RefusalLog> logger)
{
    private readonly LogSlot[] _slots = [.. Enum.GetValues<ApiKeyFailureReason>().Select(_ => new LogSlot(time))];

    public void Write(ApiKeyFailureReason reason, string? keyId)
    {
        if (logger.IsEnabled(LogLevel.Information) && _slots[(int)reason].TryTake(out var suppressed))
        {
            Log.Refused(logger, reason, keyId, suppressed);
        }
    }
}
