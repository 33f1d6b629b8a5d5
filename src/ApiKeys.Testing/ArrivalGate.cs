namespace ApiKeys.Testing;

/// <summary>Holds callers until a number of them have arrived, so that a race happens every time.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class ArrivalGate
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _callers;
    private int _arrived;

    /// <summary>Waits for a number of callers.</summary>
    /// <param name="callers">How many, at least 1. Later callers pass at once.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="callers"/> is below 1.</exception>
    public ArrivalGate(int callers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(callers, 1);
        _callers = callers;
    }

    /// <summary>How many have arrived so far.</summary>
    public int Arrived => Volatile.Read(ref _arrived);

    /// <summary>Arrives, and waits for the others.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task ArriveAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _arrived) >= _callers)
        {
            _open.TrySetResult();
        }

        return _open.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Lets everybody pass.</summary>
    public void Open() => _open.TrySetResult();
}
