using System.Threading.Channels;
using ApiKeys.Diagnostics;
using Microsoft.Extensions.Logging;

namespace ApiKeys.Events;

/// <summary>Brings events to the sinks without anybody waiting for it.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class ApiKeyEventDispatcher
{
    internal const int Capacity = 10_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly IApiKeyEventSink[] _sinks;
    private readonly TimeProvider _time;
    private readonly ApiKeysMetrics _metrics;
    private readonly ILogger<ApiKeyEventDispatcher> _logger;
    private readonly Channel<ApiKeyEvent> _waiting;
    private readonly Lock _starting = new();
    private Task _delivery = Task.CompletedTask;

    internal ApiKeyEventDispatcher(IEnumerable<IApiKeyEventSink> sinks, TimeProvider time, ApiKeysMetrics metrics, ILogger<ApiKeyEventDispatcher> logger)
    {
        _sinks = [.. sinks];
        _time = time;
        _metrics = metrics;
        _logger = logger;
        _waiting = Channel.CreateBounded<ApiKeyEvent>(new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    }

    /// <summary>Hands an event over. Never blocks and never fails.</summary>
    /// <param name="happened">What happened.</param>
    public void Publish(ApiKeyEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        if (_sinks.Length == 0)
        {
            return;
        }

        if (!_waiting.Writer.TryWrite(happened))
        {
            _metrics.EventDropped();
            return;
        }

        // Nothing of the request flows along: neither its transaction nor its activity.
        using AsyncFlowControl? flow = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
        lock (_starting)
        {
            // A delivery that is about to end may have missed this event: another one is put behind it, which finds nothing at worst.
            _delivery = _delivery.IsCompleted ? Task.Run(DeliverAsync) : _delivery.ContinueWith(_ => DeliverAsync(), TaskScheduler.Default).Unwrap();
        }
    }

    /// <summary>Waits until everything that was published before has been delivered.</summary>
    /// <param name="cancellationToken">Ends the wait, not the delivery.</param>
    public Task FlushAsync(CancellationToken cancellationToken)
    {
        lock (_starting)
        {
            return _delivery.WaitAsync(cancellationToken);
        }
    }

    private async Task DeliverAsync()
    {
        while (_waiting.Reader.TryRead(out var happened))
        {
            foreach (var sink in _sinks)
            {
                await DeliverAsync(sink, happened).ConfigureAwait(false);
            }
        }
    }

    private async Task DeliverAsync(IApiKeyEventSink sink, ApiKeyEvent happened)
    {
        try
        {
            using var deadline = new CancellationTokenSource(Patience, _time);
            await sink.HandleAsync(happened, deadline.Token).AsTask().WaitAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Log.EventSinkFailed(_logger, sink.GetType().Name, happened.Type, happened.KeyId, exception);
        }
    }
}
