using ApiKeys.Hashing.Argon2;
using ApiKeys.Testing;

namespace ApiKeys.Core.Tests.Hashing;

/// <summary>Memory for Argon2 is kept, aligned, wiped, bounded and given back.</summary>
[TestFixture]
internal sealed unsafe class ArenaPoolTests
{
    private const long Small = 64 * 1024;
    private const long Large = 5 * 1024 * 1024;

    [TestCase(Small, 64)]
    [TestCase(Large, 2 * 1024 * 1024)]
    public void Memory_is_aligned_and_used_again(long bytes, long alignment)
    {
        using var pool = new ArenaPool(2, new ManualTimeProvider());
        var arena = pool.Rent(bytes);
        Assert.That((long)arena.Memory % alignment, Is.Zero);
        Assert.That(arena.Bytes, Is.AtLeast(bytes));
        pool.Return(arena);
        Assert.That(pool.Rent(bytes), Is.SameAs(arena));
        Assert.That(pool.Count, Is.Zero);
        pool.Return(arena);
        var larger = pool.Rent(arena.Bytes + 1);
        Assert.That(larger, Is.Not.SameAs(arena), "what is too small is not given");
        pool.Return(larger);
        Assert.That(pool.Count, Is.EqualTo(2));
    }

    [Test]
    public void What_comes_back_is_wiped()
    {
        using var pool = new ArenaPool(1, new ManualTimeProvider());
        var arena = pool.Rent(Small);
        new Span<byte>(arena.Memory, (int)Small).Fill(0xA5);
        pool.Return(arena);
        Assert.That(new Span<byte>(arena.Memory, (int)Small).ContainsAnyExcept((byte)0), Is.False);
    }

    [Test]
    public void Hashing_leaves_nothing_in_it()
    {
        using var pool = new ArenaPool(1, new ManualTimeProvider());
        var parameters = new Argon2Parameters(Argon2Type.Id, Argon2Parameters.LatestVersion, 64, 2, 2);
        Argon2Hash.Compute(parameters, new Argon2Input { Key = Hashes.Key, Salt = new byte[8] }, new byte[32], pool);
        var arena = pool.Rent(1);
        Assert.That(arena.Bytes, Is.AtLeast(64 * 1024));
        Assert.That(new Span<byte>(arena.Memory, (int)arena.Bytes - 63).ContainsAnyExcept((byte)0), Is.False);
        pool.Return(arena);
    }

    [Test]
    public void No_more_are_kept_than_run_at_once()
    {
        using var pool = new ArenaPool(2, new ManualTimeProvider());
        var arenas = Enumerable.Range(0, 5).Select(_ => pool.Rent(Small)).ToList();
        arenas.ForEach(pool.Return);
        Assert.That(pool.Count, Is.EqualTo(2));
    }

    [Test]
    public void What_nobody_used_for_a_minute_is_given_back()
    {
        var clock = new ManualTimeProvider();
        using var pool = new ArenaPool(2, clock);
        var (first, second) = (pool.Rent(Large), pool.Rent(Large));
        pool.Return(first);
        clock.Advance(TimeSpan.FromSeconds(45));
        pool.Return(second);
        clock.Advance(TimeSpan.FromSeconds(15));
        Assert.That(pool.Count, Is.EqualTo(1));
        Assert.That(first.Memory is null, Is.True);
        clock.Advance(TimeSpan.FromSeconds(60));
        Assert.That(pool.Count, Is.Zero);
        pool.Return(pool.Rent(Large));
        Assert.That(pool.Count, Is.EqualTo(1), "it begins anew");
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.That(pool.Count, Is.Zero);
    }

    [Test]
    public void What_comes_back_after_the_end_is_let_go()
    {
        var pool = new ArenaPool(2, new ManualTimeProvider());
        var arena = pool.Rent(Small);
        pool.Dispose();
        pool.Return(arena);
        Assert.That(pool.Count, Is.Zero);
        Assert.That(arena.Memory is null, Is.True);
    }
}
