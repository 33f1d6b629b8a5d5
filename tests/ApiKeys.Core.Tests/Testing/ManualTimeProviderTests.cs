using ApiKeys.Testing;

namespace ApiKeys.Core.Tests.Testing;

[TestFixture]
public class ManualTimeProviderTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly List<string> _fired = [];
    private ManualTimeProvider _clock = new();

    [SetUp]
    public void Start()
    {
        _fired.Clear();
        _clock = new ManualTimeProvider();
    }

    [Test]
    public void Clock_stands_still_until_it_is_turned()
    {
        var before = _clock.GetTimestamp();
        Assert.That(_clock.GetUtcNow(), Is.EqualTo(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        _clock.Advance(Second);
        Assert.That(_clock.GetUtcNow(), Is.EqualTo(new DateTimeOffset(2026, 1, 1, 0, 0, 1, TimeSpan.Zero)));
        Assert.That(_clock.GetElapsedTime(before), Is.EqualTo(Second));
    }

    [Test]
    public void Two_callers_that_turn_it_together_lose_no_time()
    {
        var before = _clock.GetTimestamp();
        Parallel.For(0, 1000, _ => _clock.Advance(Second));
        Assert.That(_clock.GetElapsedTime(before), Is.EqualTo(1000 * Second));
    }

    [Test]
    public void A_timer_that_is_due_now_fires_now_and_a_disposed_one_does_not_come_back()
    {
        var timer = Timer("now", TimeSpan.Zero);
        Assert.That(_fired, Is.EqualTo(new[] { "now at 0" }));
        timer.Dispose();
        Assert.That(timer.Change(Second, Second), Is.False);
        _clock.Advance(5 * Second);
        Assert.That(_fired, Has.Count.EqualTo(1));
    }

    [Test]
    public void Timers_fire_in_order_of_their_time()
    {
        using var late = Timer("late", 3 * Second);
        using var early = Timer("early", Second);
        using var never = Timer("never", Timeout.InfiniteTimeSpan);
        _clock.Advance(Second - TimeSpan.FromTicks(1));
        Assert.That(_fired, Is.Empty);
        _clock.Advance(5 * Second);
        Assert.That(_fired, Is.EqualTo(new[] { "early at 1", "late at 3" }));
        _clock.Advance(5 * Second);
        Assert.That(_fired, Has.Count.EqualTo(2), "once each");
    }

    [Test]
    public void Periodic_timer_fires_each_time_it_is_passed()
    {
        using var timer = Timer("tick", Second, 2 * Second);
        _clock.Advance(6 * Second);
        Assert.That(_fired, Is.EqualTo(new[] { "tick at 1", "tick at 3", "tick at 5" }));
        Assert.That(_clock.GetUtcNow(), Is.EqualTo(Records.Start + (6 * Second)));
    }

    [Test]
    public void Disposed_timer_does_not_fire()
    {
        var timer = Timer("tick", Second, Second);
        _clock.Advance(Second);
        timer.Dispose();
        _clock.Advance(5 * Second);
        Assert.That(_fired, Is.EqualTo(new[] { "tick at 1" }));
    }

    [Test]
    public void Changed_timer_fires_at_its_new_time_alone()
    {
        using var timer = Timer("tick", Second);
        Assert.That(timer.Change(4 * Second, Timeout.InfiniteTimeSpan), Is.True);
        _clock.Advance(10 * Second);
        Assert.That(_fired, Is.EqualTo(new[] { "tick at 4" }));
    }

    [Test]
    public void FC_12_setting_the_wall_clock_fires_nothing_and_moves_no_elapsed_time()
    {
        using var timer = Timer("tick", Second);
        var before = _clock.GetTimestamp();
        _clock.SetUtcNow(Records.Start.AddHours(1));
        Assert.That(_clock.GetUtcNow(), Is.EqualTo(Records.Start.AddHours(1)));
        _clock.SetUtcNow(Records.Start.AddHours(-1));
        Assert.That(_clock.GetUtcNow(), Is.EqualTo(Records.Start.AddHours(-1)));
        Assert.That(_clock.GetElapsedTime(before), Is.EqualTo(TimeSpan.Zero));
        Assert.That(_fired, Is.Empty);
        _clock.Advance(Second);
        Assert.That(_fired, Has.Count.EqualTo(1));
    }

    [Test]
    public void Clock_does_not_turn_back() =>
        Assert.That(() => _clock.Advance(TimeSpan.FromTicks(-1)), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public async Task Delays_and_cancellations_follow_the_clock()
    {
        var delay = Task.Delay(Second, _clock);
        using var cancellation = new CancellationTokenSource(2 * Second, _clock);
        Assert.That(delay.IsCompleted, Is.False);
        _clock.Advance(Second);
        await delay;
        Assert.That(cancellation.IsCancellationRequested, Is.False);
        _clock.Advance(Second);
        Assert.That(cancellation.IsCancellationRequested, Is.True);
    }

    private ITimer Timer(string name, TimeSpan due, TimeSpan? period = null) =>
        _clock.CreateTimer(_ => _fired.Add($"{name} at {(_clock.GetUtcNow() - Records.Start).TotalSeconds}"), null, due, period ?? Timeout.InfiniteTimeSpan);
}
