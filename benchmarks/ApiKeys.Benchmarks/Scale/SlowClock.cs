namespace ApiKeys.Benchmarks.Scale;

/// <summary>A clock that costs what the system's costs and goes a thousand times slower, so that nothing ends while it is measured.</summary>
internal sealed class SlowClock : TimeProvider
{
    private const int Slowness = 1_000;
    private readonly long _start = System.GetTimestamp();
    private readonly DateTimeOffset _now = System.GetUtcNow();

    public override long GetTimestamp() => _start + ((System.GetTimestamp() - _start) / Slowness);

    public override DateTimeOffset GetUtcNow() => _now + ((System.GetUtcNow() - _now) / Slowness);
}
