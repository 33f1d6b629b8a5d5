using ApiKeys.Diagnostics;
using ApiKeys.Events;
using ApiKeys.Stores;
using Microsoft.Extensions.Logging;

namespace ApiKeys.Management;

/// <summary>Writes a change, and tells of it once it is made.</summary>
internal sealed class ChangeWriter(IApiKeyStore store, IApiKeyUsageStore usage, ApiKeyEventDispatcher events, ILogger<ApiKeyManager> logger)
{
    public async ValueTask<ApiKeyChangeOutcome> ApplyAsync(ApiKeyChange change, CancellationToken cancellationToken)
    {
        var outcome = await store.ApplyAsync(change, cancellationToken).ConfigureAwait(false);
        if (outcome == ApiKeyChangeOutcome.Applied)
        {
            events.Publish(ApiKeyEvent.Of(change.Audit!));
            if (change.Kind == ApiKeyChangeKind.Delete)
            {
                await ForgetUsageAsync(change.Id).ConfigureAwait(false);
            }
        }

        return outcome;
    }

    // The key is removed, which nothing can take back: a statistic that stays behind does no harm.
    private async ValueTask ForgetUsageAsync(string id)
    {
        try
        {
            await usage.ForgetAsync([id], CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Log.UsageNotForgotten(logger, id, exception);
        }
    }
}
