using ApiKeys.Stores;
using Microsoft.Extensions.Options;

namespace ApiKeys.Management;

/// <summary>Removes what is kept for a while only, as <see cref="ApiKeyRetentionOptions"/> says.</summary>
/// <threadsafety>Safe for concurrent use; several nodes may prune at once.</threadsafety>
public sealed class ApiKeyPruner
{
    private const int BatchSize = 1_000;
    private readonly IApiKeyStore _store;
    private readonly IApiKeyUsageStore _usage;
    private readonly IApiKeyRequestStore _requests;
    private readonly IApiKeyChangeFeed? _feed;
    private readonly ApiKeyRetentionOptions _options;
    private readonly TimeProvider _time;

    internal ApiKeyPruner(IApiKeyStore store, IApiKeyUsageStore usage, IApiKeyRequestStore requests, IApiKeyChangeFeed? feed, IOptions<ApiKeyRetentionOptions> options, TimeProvider time)
    {
        _store = store;
        _usage = usage;
        _requests = requests;
        _feed = feed;
        _options = options.Value;
        _time = time;
    }

    /// <summary>Removes everything that is too old now.</summary>
    /// <param name="cancellationToken">Ends the work between two batches.</param>
    /// <returns>How many keys were removed.</returns>
    public async ValueTask<long> PruneAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var pruning = new ApiKeyPruning(now - _options.DeletedKeys, now - _options.IdempotencyEntries, BatchSize);
        var removed = 0L;
        IReadOnlyList<string> batch;
        do
        {
            batch = await _store.PruneAsync(pruning, cancellationToken).ConfigureAwait(false);
            if (batch.Count > 0)
            {
                await _usage.ForgetAsync(batch, cancellationToken).ConfigureAwait(false);
                await _requests.ForgetAsync(batch, cancellationToken).ConfigureAwait(false);
            }

            removed += batch.Count;
        }
        while (batch.Count == BatchSize);
        await _usage.PruneAsync(now - _options.UsageHours, cancellationToken).ConfigureAwait(false);
        while (await _requests.PruneAsync(now - _options.Requests, BatchSize, cancellationToken).ConfigureAwait(false) == BatchSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (_feed is not null)
        {
            await _feed.PruneFeedAsync(now - _options.ChangeFeed, cancellationToken).ConfigureAwait(false);
        }

        return removed;
    }
}
