using System.Net;
using ApiKeys.Usage;

namespace ApiKeys.Core.Tests.Usage;

[TestFixture]
public class UsageCounterTests
{
    private const int Rounds = 100_000;

    [Test]
    public async Task A_use_that_is_counted_brings_its_time_and_address_whenever_the_counter_is_closed()
    {
        var counters = Enumerable.Range(0, Rounds).Select(_ => new UsageCounter()).ToArray();
        var round = -1;
        var uses = Task.Run(() => counters.Select((counter, i) => InRound(i) && counter.TryAdd(Records.Start, IPAddress.Loopback)).Count(isCounted => isCounted));
        var closed = new List<(long Count, DateTimeOffset LastUsedAt, IPAddress? LastAddress)>();
        for (var i = 0; i < Rounds; i++)
        {
            Volatile.Write(ref round, i);
            Thread.SpinWait(i % 32);
            closed.Add(counters[i].Close());
        }

        closed.RemoveAll(sum => sum.Count <= 0);
        Assert.That(closed.Sum(sum => sum.Count), Is.EqualTo(await uses), "counted once, here or in the next counter");
        Assert.That(closed.Where(sum => sum.LastUsedAt != Records.Start || sum.LastAddress is null), Is.Empty);

        bool InRound(int i)
        {
            var wait = default(SpinWait);
            while (Volatile.Read(ref round) < i)
            {
                wait.SpinOnce(-1);
            }

            return true;
        }
    }

    [Test]
    public void A_closed_counter_takes_no_further_use()
    {
        var counter = new UsageCounter();
        Assert.That(counter.TryAdd(Records.Start, null), Is.True);
        Assert.That(counter.Close(), Is.EqualTo((1L, Records.Start, (IPAddress?)null)));
        Assert.That(counter.TryAdd(Records.Start, null), Is.False);
    }
}
