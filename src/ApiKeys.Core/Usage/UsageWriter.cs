using System.Diagnostics.CodeAnalysis;
using ApiKeys.Stores;

namespace ApiKeys.Usage;

/// <summary>Brings counted uses to the store. A batch that failed is sent again as it was, so that it counts once whether or not it had arrived.</summary>
/// <threadsafety>Safe for concurrent use; one flush runs at a time.</threadsafety>
[SuppressMessage("Design", "CA1001", Justification = "Nobody takes the semaphore's wait handle, so it holds nothing to dispose of; a flush after the host has ended finds it in order.")]
public sealed class UsageWriter
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

    /// <summary>Writes everything that was counted before the call; what is counted meanwhile may wait for the next one.</summary>
    /// <param name="cancellationToken">Ends the wait; nothing is lost.</param>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await _flushing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // What failed before goes first, unchanged: its id is how the store knows it.
            await SendAsync(cancellationToken).ConfigureAwait(false);
            _pending = _recorder.Drain();
            await SendAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _flushing.Release();
        }
    }

    private async ValueTask SendAsync(CancellationToken cancellationToken)
    {
        if (_pending is { } batch)
        {
            await _store.AddAsync(batch, cancellationToken).ConfigureAwait(false);
            _pending = null;
        }
    }
}
