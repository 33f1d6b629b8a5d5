using ApiKeys.Stores;

namespace ApiKeys.Usage;

/// <summary>Brings counted uses to the store. A batch that failed is sent again as it was, so that it counts once whether or not it had arrived.</summary>
/// <threadsafety>Safe for concurrent use; one flush runs at a time.</threadsafety>
public sealed class UsageWriter : IDisposable
{
    private readonly UsageRecorder _recorder;
    private readonly IApiKeyUsageStore _store;
    private readonly SemaphoreSlim _flushing = new(1, 1);
    private UsageBatch? _pending;

    internal UsageWriter(UsageRecorder recorder, IApiKeyUsageStore store)
    {
        _recorder = recorder;
        _store = store;
    }

    /// <summary>How many uses wait to be sent again.</summary>
    public long Pending => Volatile.Read(ref _pending)?.Entries.Sum(entry => entry.Count) ?? 0;

    /// <summary>Writes everything that was counted so far.</summary>
    /// <param name="cancellationToken">Ends the wait; nothing is lost.</param>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await _flushing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // What failed before goes first, unchanged: its id is how the store knows it.
            while ((_pending ??= _recorder.Drain()) is { } batch)
            {
                await _store.AddAsync(batch, cancellationToken).ConfigureAwait(false);
                _pending = null;
            }
        }
        finally
        {
            _flushing.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _flushing.Dispose();
}
