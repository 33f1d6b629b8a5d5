using System.Diagnostics.CodeAnalysis;
using System.Threading.RateLimiting;
using ApiKeys.RateLimiting;
using ApiKeys.Stores;
using BenchmarkDotNet.Attributes;

namespace ApiKeys.Benchmarks;

/// <summary>The limiter alone, beside the platform's.</summary>
[Config(typeof(StepConfig))]
[SuppressMessage("Design", "CA1001", Justification = "The benchmark's own end disposes of it.")]
public class RateLimitBenchmark
{
    private const string KeyId = "key_01jd7cx3e8fb6m0qk5t9w2y4rz";
    private static readonly IReadOnlyList<RateLimit> One = [RateLimit.PerHour(1_000_000_000_000)];
    private static readonly IReadOnlyList<RateLimit> Sliding = [new RateLimit(1_000_000_000_000, TimeSpan.FromHours(1), RateLimitAlgorithm.Sliding)];
    private static readonly IReadOnlyList<RateLimit> Three = [new RateLimit(1_000_000_000, TimeSpan.FromSeconds(1)), new RateLimit(1_000_000_000_000, TimeSpan.FromMinutes(1)), .. One];
    private readonly KeyWindows _windows = new();
    private readonly KeyWindows _sliding = new();
    private readonly KeyWindows _three = new();
    private FixedWindowRateLimiter _platform = null!;
    private IRateLimitStore _store = null!;

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        _store = (await BenchmarkKeys.StartAsync()).Get<IRateLimitStore>();
        _platform = new FixedWindowRateLimiter(new FixedWindowRateLimiterOptions { PermitLimit = int.MaxValue, Window = TimeSpan.FromHours(1), AutoReplenishment = false });
    }

    [GlobalCleanup]
    public void CleanUp() => _platform.Dispose();

    [Benchmark(Baseline = true, Description = "the platform's fixed window, no partitions")]
    public bool Platform()
    {
        using var lease = _platform.AttemptAcquire();
        return lease.IsAcquired;
    }

    [Benchmark(Description = "one window of a key, at a given instant")]
    public bool Window() => _windows.TryTake(One, TimeSpan.FromHours(1), out var decision) && decision.IsAdmitted;

    [Benchmark(Description = "one sliding window")]
    public bool SlidingWindow() => _sliding.TryTake(Sliding, TimeSpan.FromHours(1), out var decision) && decision.IsAdmitted;

    [Benchmark(Description = "three windows")]
    public bool ThreeWindows() => _three.TryTake(Three, TimeSpan.FromHours(1), out var decision) && decision.IsAdmitted;

    [Benchmark(Description = "the store: clock, key, one window")]
    public ValueTask<RateLimitDecision> Store() => _store.TakeAsync(KeyId, One, CancellationToken.None);
}
