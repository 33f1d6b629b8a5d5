using ApiKeys.Diagnostics;
using ApiKeys.Stores;
using Microsoft.Extensions.Logging;

namespace ApiKeys.Caching;

/// <summary>Reads the store's feed of changes and takes what other nodes have changed out of this node's cache.</summary>
/// <remarks>The cost does not grow with the number of keys: one question an interval, and one removal a change.</remarks>
/// <threadsafety>One call at a time.</threadsafety>
public sealed class ApiKeyChangeListener
{
    private const int PageSize = 1_000;
    private readonly IApiKeyChangeFeed? _feed;
    private readonly CachedApiKeyStore? _cache;
    private readonly bool _mayRely;
    private readonly TimeProvider _time;
    private readonly ILogger<ApiKeyChangeListener> _logger;
    private long? _position;
    private bool _isDown;

    internal ApiKeyChangeListener(IApiKeyChangeFeed? feed, CachedApiKeyStore? cache, bool mayRely, TimeProvider time, ILogger<ApiKeyChangeListener> logger)
    {
        _feed = feed;
        _cache = cache;
        _mayRely = mayRely;
        _time = time;
        _logger = logger;
    }

    /// <summary>Whether the store has a feed, and there is a cache of ours to keep true by it.</summary>
    public bool HasFeed => _feed is not null && _cache is not null;

    /// <summary>Reads what is new. A feed that cannot be read is logged and no more: entries are then believed for their own time alone.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether the feed was read.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async ValueTask<bool> PollAsync(CancellationToken cancellationToken)
    {
        if (_feed is null || _cache is null)
        {
            return false;
        }

        try
        {
            await ReadAsync(_feed, _cache, cancellationToken).ConfigureAwait(false);
            _isDown = false;
            return true;
        }
        catch (Exception exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!_isDown)
            {
                Log.ChangeFeedFailed(_logger, exception);
            }

            _isDown = true;
            return false;
        }
    }

    private async ValueTask ReadAsync(IApiKeyChangeFeed feed, CachedApiKeyStore cache, CancellationToken cancellationToken)
    {
        ChangeFeedPage page;
        long began;
        do
        {
            // What was committed before this instant is in the answer.
            began = _time.GetTimestamp();
            page = await NextAsync(feed, cancellationToken).ConfigureAwait(false);
            if (page.HasGap)
            {
                cache.Clear();
            }
            else if (page.Entries.Count > 0)
            {
                cache.Forget([.. page.Entries.SelectMany(entry => entry.LookupIds)]);
            }

            _position = page.Position;
        }
        while (page.Entries.Count == PageSize);
        if (_mayRely)
        {
            cache.Freshness.ReadAt(began);
        }
    }

    // Whoever begins to listen knows nothing of what was changed before: it forgets everything, as after a gap.
    private async ValueTask<ChangeFeedPage> NextAsync(IApiKeyChangeFeed feed, CancellationToken cancellationToken) => _position is { } position
        ? await feed.ReadAsync(position, PageSize, cancellationToken).ConfigureAwait(false)
        : new ChangeFeedPage([], true, await feed.GetPositionAsync(cancellationToken).ConfigureAwait(false));
}
