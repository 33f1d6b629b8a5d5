using ApiKeys.Caching;
using ApiKeys.Testing;

namespace ApiKeys.Core.Tests.Caching;

/// <summary>A full cache makes room so that the next ones find some: it does not look through all entries for each that is added.</summary>
internal sealed class BoundedCacheTests
{
    private const int Capacity = 800;

    [Test]
    public void AC_220_a_full_cache_frees_an_eighth_at_a_time()
    {
        var cache = Cache(new ManualTimeProvider());
        Fill(cache, 0, Capacity);
        Assert.That(cache.Count, Is.EqualTo(Capacity));
        Fill(cache, Capacity, 1);
        Assert.That(cache.Count, Is.EqualTo(Capacity - (Capacity / 8) + 1));
        Fill(cache, Capacity + 1, 10 * Capacity);
        Assert.That(cache.Count, Is.InRange(Capacity - (Capacity / 8), Capacity));
    }

    [Test]
    public void AC_220_a_few_entries_that_have_ended_do_not_stand_for_an_eighth()
    {
        var clock = new ManualTimeProvider();
        var cache = Cache(clock);
        Fill(cache, 0, 3);
        clock.Advance(TimeSpan.FromSeconds(6));
        Fill(cache, 3, Capacity - 3);
        Fill(cache, Capacity, 1);
        Assert.That(cache.Count, Is.EqualTo(Capacity - (Capacity / 8) + 1));
    }

    [Test]
    public void What_has_ended_goes_before_what_has_not()
    {
        var clock = new ManualTimeProvider();
        var cache = Cache(clock);
        Fill(cache, 0, Capacity / 2);
        clock.Advance(TimeSpan.FromSeconds(6));
        Fill(cache, Capacity / 2, (Capacity / 2) + 1);
        Assert.That(cache.Count, Is.EqualTo((Capacity / 2) + 1));
        for (var i = Capacity / 2; i <= Capacity; i++)
        {
            Assert.That(cache.TryGet($"{i}", out int value) && value == i, Is.True);
        }
    }

    private static BoundedCache<int> Cache(ManualTimeProvider clock) => new(Capacity, TimeSpan.FromSeconds(5), TimeSpan.Zero, new FeedFreshness(clock), clock);

    private static void Fill(BoundedCache<int> cache, int from, int count)
    {
        for (var i = from; i < from + count; i++)
        {
            cache.Set($"{i}", i);
        }
    }
}
