using ApiKeys.AspNetCore.Diagnostics;
using Microsoft.Extensions.Logging;

namespace ApiKeys.AspNetCore.Authentication;

/// <summary>A good key that is challenged was never seen by authorization: the host's middleware stands in the wrong order. Said once.</summary>
internal sealed class MisorderedPipeline(ILogger<MisorderedPipeline> logger)
{
    private int _isReported;

    public void ReportIf(bool wasUnseen)
    {
        if (wasUnseen && Interlocked.Exchange(ref _isReported, 1) == 0)
        {
            Log.GoodKeyChallenged(logger);
        }
    }
}
