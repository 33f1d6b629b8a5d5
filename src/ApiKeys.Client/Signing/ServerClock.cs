namespace ApiKeys.Client.Signing;

/// <summary>The server's time, as far as this machine's clock and the server's refusals tell it.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
internal sealed class ServerClock(TimeProvider time)
{
    private static readonly TimeSpan SmallSkew = TimeSpan.FromSeconds(5);

    private long _offset;

    /// <summary>How far the server's clock is ahead of this one.</summary>
    public TimeSpan Offset => new(Volatile.Read(ref _offset));

    public DateTimeOffset Now(TimeSpan offset) => time.GetUtcNow() + offset;

    /// <summary>Takes the time over that a refusal came with.</summary>
    /// <param name="used">The offset that the refused request was signed with: another request may have corrected it since.</param>
    /// <param name="date">The refusal's date.</param>
    /// <returns>Whether the request was signed for another time than the server's.</returns>
    public bool TryCorrect(TimeSpan used, DateTimeOffset? date)
    {
        if (date is not { } server || (server - Now(used)).Duration() <= SmallSkew)
        {
            return false;
        }

        Volatile.Write(ref _offset, (server - time.GetUtcNow()).Ticks);
        return true;
    }

    /// <summary>Waits until the next second begins at the server.</summary>
    public Task WaitForNextSecondAsync(TimeSpan offset, CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromMilliseconds(1_000 - Now(offset).Millisecond), time, cancellationToken);
}
