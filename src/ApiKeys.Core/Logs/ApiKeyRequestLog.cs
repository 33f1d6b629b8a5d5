using System.Diagnostics.CodeAnalysis;
using ApiKeys.Diagnostics;
using ApiKeys.Stores;
using Microsoft.Extensions.Logging;

namespace ApiKeys.Logs;

/// <summary>The request log (CONTRACT G-8): takes requests in memory, so that none waits for a row, and brings rows to the store in batches.</summary>
/// <remarks>ASP.NET Core hosts need not call it. A batch that failed is sent again as it was, so that it stands there once whether or not it had arrived.</remarks>
/// <threadsafety>Safe for concurrent use; one flush runs at a time.</threadsafety>
[SuppressMessage("Design", "CA1001", Justification = "Nobody takes the semaphore's wait handle, so it holds nothing to dispose of; a flush after the host has ended finds it in order.")]
public sealed class ApiKeyRequestLog
{
    internal const int BatchSize = 1_000;
    private readonly IApiKeyRequestStore _store;
    private readonly ApiKeyLogOptions _options;
    private readonly RequestBuffer _buffer;
    private readonly TimeProvider _time;
    private readonly ApiKeysMetrics _metrics;
    private readonly ILogger<ApiKeyRequestLog> _logger;
    private readonly LogSlot _drops;
    private readonly SemaphoreSlim _flushing = new(1, 1);
    private IReadOnlyList<ApiKeyRequestEntry> _pending = [];

    internal ApiKeyRequestLog(IApiKeyRequestStore store, ApiKeyLogOptions options, TimeProvider time, ApiKeysMetrics metrics, ILogger<ApiKeyRequestLog> logger)
    {
        _store = store;
        _options = options;
        _buffer = new RequestBuffer(options);
        _time = time;
        _metrics = metrics;
        _logger = logger;
        _drops = new LogSlot(time);
    }

    /// <summary>Whether any request is logged.</summary>
    public bool IsOn => _options.Calls || _options.FailedCalls || _options.BlocklistedCalls;

    /// <summary>How many requests wait to be written.</summary>
    public long Pending => _buffer.Count + Volatile.Read(ref _pending).Sum(entry => entry.Count);

    /// <summary>Whether requests of a kind are logged.</summary>
    /// <param name="kind">The kind.</param>
    public bool Takes(ApiKeyRequestKind kind) => _options.Takes(kind);

    /// <summary>Takes a request in, unless its kind is switched off. Never waits and never fails.</summary>
    /// <param name="entry">The request. Those that were refused are counted together where they are alike.</param>
    public void Record(ApiKeyRequestEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (!Takes(entry.Kind) || _buffer.TryAdd(entry))
        {
            return;
        }

        _metrics.RequestDropped();
        if (_drops.TryTake(out var suppressed))
        {
            Log.RequestsDropped(_logger, suppressed + 1);
        }
    }

    /// <summary>Writes everything that was recorded before the call; what comes meanwhile may wait for the next one.</summary>
    /// <param name="cancellationToken">Ends the wait; nothing is lost.</param>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await _flushing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // What failed before goes first, unchanged: its ids are how the store knows it.
            await SendAsync(cancellationToken).ConfigureAwait(false);
            for (var left = _buffer.Calls; left > -BatchSize; left -= BatchSize)
            {
                var now = _time.GetUtcNow();
                _pending = [.. _buffer.Drain(BatchSize).Select(entry => StoredForm.Of(entry, now))];
                await SendAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _flushing.Release();
        }
    }

    private async ValueTask SendAsync(CancellationToken cancellationToken)
    {
        if (_pending.Count > 0)
        {
            await _store.AddAsync(_pending, cancellationToken).ConfigureAwait(false);
            _pending = [];
        }
    }
}
