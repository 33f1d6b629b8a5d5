using ApiKeys.Management;

namespace ApiKeys.Core.Tests.Management;

internal sealed class AuditIdTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 17, 14, 30, 0, 123, TimeSpan.Zero);

    [Test]
    public void Ids_of_one_millisecond_are_in_the_order_in_which_they_were_made()
    {
        var ids = Enumerable.Range(0, 1_000).Select(_ => AuditIds.Next(Now)).ToList();
        Assert.That(ids, Is.Ordered.Using<string>(StringComparer.Ordinal).And.Unique);
        Assert.That(ids.Select(id => new Guid(id).Version), Is.All.EqualTo(7));
    }

    [Test]
    public void Ids_sort_by_time_whatever_was_made_before()
    {
        var late = AuditIds.Next(Now.AddMinutes(1));
        var early = AuditIds.Next(Now);
        Assert.That(string.CompareOrdinal(early, late), Is.LessThan(0));
        Assert.That(string.CompareOrdinal(early, AuditIds.Next(Now.AddMilliseconds(1))), Is.LessThan(0));
    }

    [Test]
    public void Ids_made_at_once_are_unique()
    {
        var ids = new string[10_000];
        Parallel.For(0, ids.Length, i => ids[i] = AuditIds.Next(Now));
        Assert.That(ids, Is.Unique);
    }
}
