using System.Threading.Channels;

namespace ApiKeys.Client.Tests.Hosts;

/// <summary>Another clock, which tells who waits and how long.</summary>
internal sealed class WaitClock(TimeProvider clock) : TimeProvider
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    public override long TimestampFrequency => clock.TimestampFrequency;

    /// <summary>How long the next one that waits is going to; fails where nobody does.</summary>
    public async Task<TimeSpan> NextAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        return await _waits.Reader.ReadAsync(limit.Token);
    }

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = clock.CreateTimer(callback, state, dueTime, period);
        _waits.Writer.TryWrite(dueTime);
        return timer;
    }
}
