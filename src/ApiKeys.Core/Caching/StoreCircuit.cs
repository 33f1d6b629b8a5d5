using ApiKeys.Stores;

namespace ApiKeys.Caching;

/// <summary>Keeps a dead store from being asked by everybody: after a few failures in a row, one caller a second tries, and the others are told at once.</summary>
internal sealed class StoreCircuit(TimeProvider time)
{
    private const int FailuresToOpen = 3;
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(1);
    private int _failures;
    private long _lastAttempt;

    /// <exception cref="ApiKeyStoreUnavailableException">It is not this caller's turn to try.</exception>
    public void Enter()
    {
        if (Volatile.Read(ref _failures) < FailuresToOpen)
        {
            return;
        }

        var last = Volatile.Read(ref _lastAttempt);
        var now = time.GetTimestamp();
        if (time.GetElapsedTime(last, now) < BetweenAttempts || Interlocked.CompareExchange(ref _lastAttempt, now, last) != last)
        {
            throw new ApiKeyStoreUnavailableException();
        }
    }

    public void Succeeded()
    {
        if (Volatile.Read(ref _failures) != 0)
        {
            Volatile.Write(ref _failures, 0);
        }
    }

    public void Failed()
    {
        Volatile.Write(ref _lastAttempt, time.GetTimestamp());
        Interlocked.Increment(ref _failures);
    }
}
