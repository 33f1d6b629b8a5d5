using ApiKeys.Testing;

namespace ApiKeys.Core.Tests.Caching;

/// <summary>FC-19: entries that were made together end apart, and one that many wait for is read once.</summary>
[TestFixture]
public class CacheExpiryTests
{
    private static readonly int Keys = TestScale.Of(10_000);

    [Test]
    public async Task FC_19_keys_that_were_cached_together_are_read_again_at_different_times_and_once_each()
    {
        const int Steps = 20;
        await using var host = new TestHost();
        var texts = await IssueAsync(host);
        await AskAsync(host, texts);
        Assert.That(host.Store.Reads, Is.EqualTo(Keys));
        host.Clock.Advance(TimeSpan.FromSeconds(4));
        var reads = new List<int>();
        for (var step = 0; step < Steps; step++)
        {
            host.Clock.Advance(TimeSpan.FromSeconds(1) / Steps);
            var before = host.Store.Reads;
            await AskAsync(host, texts);
            reads.Add(host.Store.Reads - before);
        }

        Assert.That(reads.Sum(), Is.EqualTo(Keys), "each key ended once, within the last fifth of its lifetime");
        Assert.That(reads.Max(), Is.LessThanOrEqualTo((Keys / Steps * 2) + 12), string.Join(' ', reads));
    }

    [Test]
    public async Task FC_19_of_many_callers_of_every_ended_key_one_asks_the_store()
    {
        const int CallersOfEach = 4;
        await using var host = new TestHost();
        var texts = await IssueAsync(host);
        await AskAsync(host, texts);
        host.Clock.Advance(TimeSpan.FromSeconds(5));
        var gate = host.Store.Gate = new ArrivalGate(int.MaxValue);
        var callers = Enumerable.Range(0, CallersOfEach).SelectMany(_ => texts).Select(text => host.VerifyAsync(text)).ToList();
        Assert.That(() => gate.Arrived, Is.EqualTo(Keys).After(30_000, 5));
        Assert.That(callers.Any(caller => caller.IsCompleted), Is.False);
        gate.Open();
        Assert.That((await Task.WhenAll(callers)).Select(verification => verification.Succeeded), Is.All.True);
        Assert.That(host.Store.Reads, Is.EqualTo(2 * Keys));
    }

    private static async Task<List<string>> IssueAsync(TestHost host)
    {
        var texts = new List<string>();
        for (var i = 0; i < Keys; i++)
        {
            texts.Add((await host.IssueAsync()).Secret.Reveal());
        }

        return texts;
    }

    private static async Task AskAsync(TestHost host, List<string> texts)
    {
        foreach (var text in texts)
        {
            Assert.That(await host.ReasonAsync(text), Is.Null);
        }
    }
}
