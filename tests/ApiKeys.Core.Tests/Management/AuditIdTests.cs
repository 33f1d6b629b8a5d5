using ApiKeys.Management;

namespace ApiKeys.Core.Tests.Management;

/// <summary>The trail is paged by its ids, so their order is the order of what was done.</summary>
internal sealed class AuditIdTests
{
    private static readonly DateTimeOffset Now = new(2031, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Test]
    public void Ids_of_one_instant_sort_as_they_were_made_however_many()
    {
        var ids = Enumerable.Range(0, 20_000).Select(_ => AuditId.Next(Now)).ToList();
        Assert.That(ids, Is.Unique.And.EqualTo(ids.Order(StringComparer.Ordinal)));
        Assert.That(string.CompareOrdinal(ids[^1], AuditId.Next(Now.AddSeconds(1))), Is.LessThan(0));
        Assert.That(Guid.Parse(ids[0]).Version, Is.EqualTo(7));
    }

    [Test]
    public void Nothing_of_a_false_future_stays_when_the_clock_is_put_back()
    {
        var future = AuditId.Next(Now.AddHours(1));
        var back = AuditId.Next(Now.AddMinutes(10));
        Assert.That(string.CompareOrdinal(back, future), Is.LessThan(0));
        Assert.That(string.CompareOrdinal(back, AuditId.Next(Now.AddMinutes(10))), Is.LessThan(0));
    }

    [Test]
    public async Task Many_at_once_get_ids_of_their_own()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Enumerable.Range(0, 1000).Select(_ => AuditId.Next(Now.AddDays(1))).ToList())));
        Assert.That(ids.SelectMany(one => one), Is.Unique);
        Assert.That(ids, Is.All.Ordered.Using((IComparer<string>)StringComparer.Ordinal));
    }
}
