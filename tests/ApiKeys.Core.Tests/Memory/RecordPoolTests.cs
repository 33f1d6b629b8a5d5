using ApiKeys.Memory;

namespace ApiKeys.Core.Tests.Memory;

/// <summary>Records share what is alike in them, and stay what they were.</summary>
internal sealed class RecordPoolTests
{
    [Test]
    public void Records_that_are_alike_share_their_parts()
    {
        var pool = new RecordPool();
        pool.Share(Record("first", 10));
        var (one, other) = (pool.Share(Record("a", 10)), pool.Share(Record("b", 10)));
        Assert.That(other.Scopes, Is.SameAs(one.Scopes));
        Assert.That(other.RateLimits, Is.SameAs(one.RateLimits));
        Assert.That(other.Environment, Is.SameAs(one.Environment));
        Assert.That(other.TenantId, Is.SameAs(one.TenantId));
        Assert.That(other.Secrets[0].Hint.Prefix, Is.SameAs(one.Secrets[0].Hint.Prefix));
    }

    [Test]
    public void A_shared_record_says_what_it_said()
    {
        var pool = new RecordPool();
        pool.Share(Record("a", 10));
        var (before, after) = (Record("b", 20), pool.Share(Record("b", 20)));
        Assert.That(after with { RateLimits = before.RateLimits, Secrets = before.Secrets, Metadata = before.Metadata }, Is.EqualTo(before));
        Assert.That(after.RateLimits, Is.EqualTo(before.RateLimits));
        Assert.That(after.Secrets, Is.EqualTo(before.Secrets));
        Assert.That(after.Metadata, Is.EqualTo(before.Metadata));
    }

    [Test]
    public void A_list_that_its_host_changes_later_changes_no_other_record()
    {
        var pool = new RecordPool();
        var limits = new List<RateLimit> { RateLimit.PerHour(1) };
        pool.Share(Record("a", 1) with { RateLimits = limits });
        var other = pool.Share(Record("b", 1));
        limits.Clear();
        Assert.That(other.RateLimits, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_pool_that_is_full_shares_no_more()
    {
        var pool = new RecordPool();
        for (var i = 0; i < 3_000; i++)
        {
            pool.Share(Record($"{i}", 1) with { TenantId = $"tenant {i}" });
        }

        var (one, other) = (pool.Share(Record("x", 1) with { TenantId = Copy("tenant 2999") }), pool.Share(Record("y", 1) with { TenantId = Copy("tenant 2999") }));
        Assert.That((one.TenantId, other.TenantId), Is.EqualTo(("tenant 2999", "tenant 2999")));
        Assert.That(other.TenantId, Is.Not.SameAs(one.TenantId));
    }

    // Every text its own, as it comes from JSON.
    private static ApiKeyRecord Record(string id, long permits) => new()
    {
        Id = id,
        Name = "a key",
        TenantId = Copy("tenant"),
        Environment = Copy("live"),
        Scopes = ScopeSet.Of(Copy("leads:read")),
        RateLimits = [RateLimit.PerHour(permits)],
        CreatedAt = Records.Start,
        Secrets = [new SecretVersion { LookupId = id, Hash = "$sha256$x", Hint = new DisplayHint(Copy("sk_live_"), ""), CreatedAt = Records.Start }],
    };

    private static string Copy(string text) => new(text.AsSpan());
}
