using ApiKeys.Diagnostics;
using ApiKeys.Events;
using ApiKeys.Logs;
using ApiKeys.Stores;
using Microsoft.Extensions.Logging;

namespace ApiKeys.Management;

/// <summary>Writes a change, and tells of it once it is made.</summary>
internal sealed class ChangeWriter(
    IApiKeyStore store,
    IApiKeyUsageStore usage,
    IApiKeyRequestStore requests,
    ApiKeyLogOptions logs,
    ApiKeyEventDispatcher events,
    ILogger<ApiKeyManager> logger)
{
    public async ValueTask<ApiKeyChangeOutcome> ApplyAsync(ApiKeyChange change, CancellationToken cancellationToken)
    {
        var outcome = await store.ApplyAsync(logs.ManagementActivity ? change : change.WithAudit(null), cancellationToken).ConfigureAwait(false);
        if (outcome == ApiKeyChangeOutcome.Applied)
        {
            events.Publish(ApiKeyEvent.Of(change.Audit!));
            if (change.Kind == ApiKeyChangeKind.Delete)
            {
                await ForgetTracesAsync(change.Id).ConfigureAwait(false);
            }
        }

        return outcome;
    }

    // The key is removed, which nothing can take back: a statistic that stays behind does no harm.
    private async ValueTask ForgetTracesAsync(string id)
    {
        try
        {
            await usage.ForgetAsync([id], CancellationToken.None).ConfigureAwait(false);
            await requests.ForgetAsync([id], CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Log.UsageNotForgotten(logger, id, exception);
        }
    }
}
