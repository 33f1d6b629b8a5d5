namespace ApiKeys.Stores.EfCore.Stores;

/// <summary>One who waits for a permit.</summary>
internal sealed class PendingTake(IReadOnlyList<RateLimit> limits, CancellationToken cancellationToken)
{
    private readonly TaskCompletionSource<RateLimitDecision> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<RateLimit> Limits => limits;

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>The answer; one who gives up no longer waits, and what was spent for it stays spent.</summary>
    public Task<RateLimitDecision> WaitAsync() => _answer.Task.WaitAsync(cancellationToken);

    public void Answer(RateLimitDecision decision) => _answer.SetResult(decision);

    public void Fail(Exception exception)
    {
        _answer.SetException(exception);

        // Read, so that a failure nobody waits for any more is not reported as forgotten.
        _ = _answer.Task.Exception;
    }
}
