using NUnit.Framework;

namespace ApiKeys.Stores.Conformance;

/// <summary>What a store of rate limits has to do. Inherit it, give it your store, run it.</summary>
[TestFixture]
public abstract class RateLimitStoreConformance
{
    private static readonly RateLimit Minute = new(2, TimeSpan.FromMinutes(1));

    /// <summary>An empty store for one test, on the clock that <see cref="AdvanceAsync"/> turns.</summary>
    protected abstract ValueTask<IRateLimitStore> CreateAsync();

    /// <summary>Lets time pass for the store.</summary>
    /// <param name="by">How much.</param>
    protected abstract ValueTask AdvanceAsync(TimeSpan by);

    /// <summary>Of n callers at k remaining permits exactly min(n, k) pass.</summary>
    /// <param name="permits">How many permits there are.</param>
    [TestCase(1)]
    [TestCase(7)]
    [TestCase(100)]
    public async Task Of_many_at_once_exactly_the_limit_passes(int permits)
    {
        var store = await CreateAsync();
        var limit = RateLimit.PerHour(permits);
        var decisions = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(async () => await store.TakeAsync("key", [limit], CancellationToken.None))));
        Assert.That(decisions.Count(decision => decision.IsAdmitted), Is.EqualTo(Math.Min(64, permits)));
        Assert.That(decisions.Select(decision => decision.Remaining), Is.All.GreaterThanOrEqualTo(0));
    }

    /// <summary>The window opens with the first counted request and closes its length later.</summary>
    [Test]
    public async Task The_window_opens_with_the_first_request()
    {
        var store = await CreateAsync();
        await AdvanceAsync(TimeSpan.FromSeconds(50));
        Assert.That(Said(await store.TakeAsync("key", [Minute], CancellationToken.None)), Is.EqualTo(new RateLimitDecision(true, Minute, 1, TimeSpan.FromMinutes(1))));
        await AdvanceAsync(TimeSpan.FromSeconds(40));
        Assert.That((await store.TakeAsync("key", [Minute], CancellationToken.None)).IsAdmitted, Is.True);
        Assert.That(Said(await store.TakeAsync("key", [Minute], CancellationToken.None)), Is.EqualTo(new RateLimitDecision(false, Minute, 0, TimeSpan.FromSeconds(20))));
        await AdvanceAsync(TimeSpan.FromSeconds(20));
        Assert.That((await store.TakeAsync("key", [Minute], CancellationToken.None)).Remaining, Is.EqualTo(1));
    }

    /// <summary>Looking spends nothing and sees what taking would.</summary>
    [Test]
    public async Task Looking_spends_nothing()
    {
        var store = await CreateAsync();
        for (var i = 0; i < 3; i++)
        {
            Assert.That(Said(await store.PeekAsync("key", [Minute], CancellationToken.None)), Is.EqualTo(new RateLimitDecision(true, Minute, 1, TimeSpan.FromMinutes(1))));
        }

        await store.TakeAsync("key", [Minute], CancellationToken.None);
        await store.TakeAsync("key", [Minute], CancellationToken.None);
        await AdvanceAsync(TimeSpan.FromSeconds(20));
        Assert.That(Said(await store.PeekAsync("key", [Minute], CancellationToken.None)), Is.EqualTo(new RateLimitDecision(false, Minute, 0, TimeSpan.FromSeconds(40))));
    }

    /// <summary>A request that one limit refuses spends none of the others.</summary>
    [Test]
    public async Task A_refusal_spends_nothing()
    {
        var store = await CreateAsync();
        var hour = RateLimit.PerHour(3);
        for (var i = 0; i < 10; i++)
        {
            await store.TakeAsync("key", [Minute, hour], CancellationToken.None);
        }

        await AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.That((await store.TakeAsync("key", [Minute, hour], CancellationToken.None)).IsAdmitted, Is.True, "the hour has one left");
        Assert.That((await store.TakeAsync("key", [Minute, hour], CancellationToken.None)).Limit, Is.EqualTo(hour));
    }

    /// <summary>Keys do not share limits, and another limit keeps what was spent.</summary>
    [Test]
    public async Task What_was_spent_belongs_to_one_key_and_survives_another_limit()
    {
        var store = await CreateAsync();
        await store.TakeAsync("key", [RateLimit.PerHour(1)], CancellationToken.None);
        Assert.That((await store.TakeAsync("KEY", [RateLimit.PerHour(1)], CancellationToken.None)).IsAdmitted, Is.True);
        Assert.That((await store.TakeAsync("key", [RateLimit.PerHour(1)], CancellationToken.None)).IsAdmitted, Is.False);
        Assert.That((await store.TakeAsync("key", [RateLimit.PerHour(10)], CancellationToken.None)).Remaining, Is.EqualTo(8));
    }

    /// <summary>What is given back can be taken again, in the window that it came from and in no other.</summary>
    [Test]
    public async Task What_is_given_back_can_be_taken_again()
    {
        var store = await CreateAsync();
        var limits = new[] { Minute, RateLimit.PerHour(3) };
        var first = await store.TakeAsync("key", limits, CancellationToken.None);
        await store.TakeAsync("key", limits, CancellationToken.None);
        Assert.That((await store.TakeAsync("key", limits, CancellationToken.None)).IsAdmitted, Is.False);
        await store.GiveBackAsync("key", limits, first, CancellationToken.None);
        var third = await store.TakeAsync("key", limits, CancellationToken.None);
        Assert.That(third.IsAdmitted, Is.True);
        await AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.That(Said(await store.TakeAsync("key", limits, CancellationToken.None)).Remaining, Is.Zero, "three of three in the hour");
        await store.GiveBackAsync("key", limits, third, CancellationToken.None);
        Assert.That((await store.TakeAsync("key", limits, CancellationToken.None)).Remaining, Is.Zero, "the hour has one again; the minute that it came from is over, and the new one keeps what was spent");
        Assert.That((await store.TakeAsync("key", limits, CancellationToken.None)).IsAdmitted, Is.False);
        await store.GiveBackAsync("nobody", limits, third, CancellationToken.None);
        Assert.That((await store.TakeAsync("nobody", [Minute], CancellationToken.None)).Remaining, Is.EqualTo(1), "no more than there were");
    }

    // When it was decided means something to the store alone.
    private static RateLimitDecision Said(RateLimitDecision decision) => decision with { DecidedAt = default };
}
