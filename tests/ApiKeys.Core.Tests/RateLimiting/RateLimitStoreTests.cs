using ApiKeys.Memory;
using ApiKeys.Stores;
using ApiKeys.Testing;

namespace ApiKeys.Core.Tests.RateLimiting;

/// <summary>The arithmetic of limits: attack cases I on the memory store.</summary>
internal sealed class RateLimitStoreTests
{
    private ManualTimeProvider _clock;
    private InMemoryRateLimitStore _store;

    [SetUp]
    public void SetUp()
    {
        _clock = new ManualTimeProvider();
        _store = new InMemoryRateLimitStore(_clock);
    }

    [Test]
    public void S_24_the_window_opens_with_the_first_request_and_not_with_the_hour()
    {
        var limit = RateLimit.PerHour(2);
        _clock.Advance(TimeSpan.FromMinutes(59));
        Assert.That(Take(limit), Is.EqualTo(new RateLimitDecision(true, limit, 1, TimeSpan.FromHours(1))));
        _clock.Advance(TimeSpan.FromMinutes(10));
        Assert.That(Take(limit), Is.EqualTo(new RateLimitDecision(true, limit, 0, TimeSpan.FromMinutes(50))));
        Assert.That(Take(limit), Is.EqualTo(new RateLimitDecision(false, limit, 0, TimeSpan.FromMinutes(50))));
        _clock.Advance(TimeSpan.FromMinutes(50));
        Assert.That(Take(limit), Is.EqualTo(new RateLimitDecision(true, limit, 1, TimeSpan.FromHours(1))));
    }

    [Test]
    public void AC_131_AC_132_of_a_thousand_at_once_exactly_the_limit_passes([Values(1, 5, 64)] int permits)
    {
        var limit = RateLimit.PerHour(permits);
        var admitted = 0;
        Parallel.For(0, 1000, _ =>
        {
            if (Take(limit).IsAdmitted)
            {
                Interlocked.Increment(ref admitted);
            }
        });
        Assert.That(admitted, Is.EqualTo(permits));
    }

    [Test]
    public void AC_141_AC_142_another_limit_keeps_what_was_spent()
    {
        Take(RateLimit.PerHour(5), times: 5);
        Assert.That(Take(RateLimit.PerHour(5)).IsAdmitted, Is.False);
        Assert.That(Take(RateLimit.PerHour(1000)), Has.Property(nameof(RateLimitDecision.Remaining)).EqualTo(994));
        Take(RateLimit.PerHour(1000), times: 4);
        Assert.That(Take(RateLimit.PerHour(5)), Has.Property(nameof(RateLimitDecision.IsAdmitted)).False);
        Assert.That(Take(RateLimit.PerHour(5)).Remaining, Is.Zero, "never below zero");
    }

    [Test]
    public void Keys_do_not_share_their_limits_and_ids_are_compared_by_letter()
    {
        var limit = RateLimit.PerHour(1);
        Assert.That(Take(limit, "a").IsAdmitted, Is.True);
        Assert.That(Take(limit, "A").IsAdmitted, Is.True);
        Assert.That(Take(limit, "a").IsAdmitted, Is.False);
    }

    [Test]
    public void A_limit_that_refuses_spends_none_of_the_others_and_the_longest_wait_is_told()
    {
        var minute = new RateLimit(1, TimeSpan.FromMinutes(1));
        var hour = RateLimit.PerHour(2);
        Assert.That(Take([minute, hour]).Limit, Is.EqualTo(minute), "the fewest left");
        for (var i = 0; i < 10; i++)
        {
            Assert.That(Take([minute, hour]).IsAdmitted, Is.False);
        }

        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(Take([minute, hour]).IsAdmitted, Is.True, "the hour still had one");
        var refused = Take([minute, hour]);
        Assert.That((refused.Limit, refused.ResetAfter), Is.EqualTo((hour, TimeSpan.FromMinutes(59))));
    }

    [Test]
    public void A_sliding_window_carries_over_the_share_of_the_last_one_that_still_overlaps()
    {
        var limit = new RateLimit(10, TimeSpan.FromMinutes(10), RateLimitAlgorithm.Sliding);
        Take(limit, times: 10);
        _clock.Advance(TimeSpan.FromMinutes(10));
        Assert.That(Take(limit).IsAdmitted, Is.False, "at the change of windows all ten still count");
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.That(Take(limit).Remaining, Is.EqualTo(4), "half of them still count");
        _clock.Advance(TimeSpan.FromMinutes(15));
        Assert.That(Take(limit).Remaining, Is.EqualTo(9), "after a longer silence none does");
    }

    [TestCase(1)]
    [TestCase(7)]
    [TestCase(10)]
    [TestCase(100)]
    public void A_sliding_window_tells_a_wait_after_which_a_permit_is_there_and_not_long_before(int permits)
    {
        var limit = new RateLimit(permits, TimeSpan.FromMinutes(10), RateLimitAlgorithm.Sliding);
        for (var round = 0; round < 30; round++)
        {
            var taken = 0;
            while (Take(limit) is { IsAdmitted: true })
            {
                Assert.That(++taken, Is.LessThan(10_000), "the limit refuses some time");
                _clock.Advance(TimeSpan.FromSeconds(round));
            }

            var wait = Take(limit).ResetAfter;
            Assert.That(wait, Is.GreaterThan(TimeSpan.Zero).And.LessThanOrEqualTo(TimeSpan.FromMinutes(20)));
            if (wait > TimeSpan.FromSeconds(1))
            {
                _clock.Advance(wait - TimeSpan.FromSeconds(1));
                Assert.That(Take(limit).IsAdmitted, Is.False, "a second before");
                _clock.Advance(TimeSpan.FromSeconds(1));
            }
            else
            {
                _clock.Advance(wait);
            }

            _clock.Advance(TimeSpan.FromTicks(1));
            Assert.That(Take(limit).IsAdmitted, Is.True, $"round {round}");
        }
    }

    [Test]
    public void A_sliding_window_never_lets_twice_the_limit_pass_around_a_change_of_windows()
    {
        var limit = new RateLimit(100, TimeSpan.FromMinutes(1), RateLimitAlgorithm.Sliding);
        Take(limit);
        _clock.Advance(TimeSpan.FromSeconds(59));
        var before = Enumerable.Range(0, 200).Count(_ => Take(limit).IsAdmitted);
        _clock.Advance(TimeSpan.FromSeconds(2));
        var after = Enumerable.Range(0, 200).Count(_ => Take(limit).IsAdmitted);
        Assert.That(before, Is.EqualTo(99));
        Assert.That(after, Is.LessThanOrEqualTo(2));
    }

    [Test]
    public void FC_12_a_wall_clock_that_jumps_changes_nothing()
    {
        var limit = RateLimit.PerHour(1);
        Take(limit);
        foreach (var hours in new[] { 1, -1, 100, -100 })
        {
            _clock.SetUtcNow(_clock.GetUtcNow().AddHours(hours));
            Assert.That(Take(limit), Is.EqualTo(new RateLimitDecision(false, limit, 0, TimeSpan.FromHours(1))));
        }
    }

    [Test]
    public void AC_148_keys_that_rest_are_forgotten_and_keys_at_their_limit_are_not()
    {
        var limit = new RateLimit(1, TimeSpan.FromMinutes(1));
        for (var i = 0; i < 5000; i++)
        {
            Take(limit, $"resting {i}");
        }

        _clock.Advance(TimeSpan.FromMinutes(1));
        Take(limit, "busy");
        for (var i = 0; i < 5000; i++)
        {
            Take(limit, $"other {i}");
        }

        Assert.That(_store.Count, Is.LessThan(5000 + 4096 + 2));
        Assert.That(Take(limit, "busy").IsAdmitted, Is.False);
    }

    [Test]
    public async Task C_14_a_permit_goes_back_to_the_window_that_it_came_from_also_in_a_sliding_one()
    {
        var limit = new RateLimit(4, TimeSpan.FromMinutes(1), RateLimitAlgorithm.Sliding);
        var first = await _store.TakeAsync("k", [limit], default);
        Take(limit, 3);
        Assert.That(Take(limit).IsAdmitted, Is.False);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(Take(limit).IsAdmitted, Is.False, "what the window before has carried over");
        await _store.GiveBackAsync("k", [limit], first, default);
        Assert.That(Take(limit).IsAdmitted, Is.True, "has become less");
        _clock.Advance(TimeSpan.FromMinutes(5));
        await _store.GiveBackAsync("k", [limit], first, default);
        Take(limit, 4);
        Assert.That(Take(limit).IsAdmitted, Is.False, "of a window that is long past nothing comes back");
    }

    [TestCase(0, 60)]
    [TestCase(-1, 60)]
    [TestCase(1, 0)]
    [TestCase(1, 0.5)]
    [TestCase(1, 1.5)]
    [TestCase(1, 60.0 * 60 * 24 * 367)]
    public void A_limit_out_of_range_is_refused(long permits, double seconds) =>
        Assert.That(() => new RateLimit(permits, TimeSpan.FromSeconds(seconds)), Throws.InstanceOf<ArgumentOutOfRangeException>());

    private RateLimitDecision Take(RateLimit limit, string key = "k") => Take([limit], key);

    private void Take(RateLimit limit, int times)
    {
        for (var i = 0; i < times; i++)
        {
            Take(limit);
        }
    }

    private RateLimitDecision Take(RateLimit[] limits, string key = "k") =>
        _store.TakeAsync(key, limits, CancellationToken.None).AsTask().GetAwaiter().GetResult() with { DecidedAt = default };
}
