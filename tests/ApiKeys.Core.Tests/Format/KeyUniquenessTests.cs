using System.Collections.Concurrent;
using ApiKeys.Format;

namespace ApiKeys.Core.Tests.Format;

[TestFixture]
public class KeyUniquenessTests
{
    [TestCaseSource(typeof(Formats), nameof(Formats.All))]
    public void AC_054_no_key_is_generated_twice(KeyTemplate template)
    {
        using var format = Formats.Of(template);
        var count = TestScale.Of(100_000);
        var keys = Enumerable.Range(0, count).Select(_ => format.Generate("live")).ToList();
        Assert.That(keys.Select(key => key.Text).Distinct().Count(), Is.EqualTo(count));
        Assert.That(keys.Select(key => key.LookupId).Distinct().Count(), Is.EqualTo(count));
    }

    [Test]
    public async Task AC_055_no_key_is_generated_twice_on_eight_threads()
    {
        using var format = Formats.Of(KeyTemplate.Standard("acme"));
        var rounds = TestScale.Of(10_000);
        var texts = new ConcurrentBag<string>();
        var lookupIds = new ConcurrentBag<string>();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () =>
            {
                for (var i = 0; i < rounds; i++)
                {
                    var key = format.Generate("live");
                    texts.Add(key.Text);
                    lookupIds.Add(key.LookupId);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
        Assert.That(texts.Distinct().Count(), Is.EqualTo(8 * rounds));
        Assert.That(lookupIds.Distinct().Count(), Is.EqualTo(8 * rounds));
    }

    [Test]
    public async Task Digests_do_not_mix_on_eight_threads()
    {
        using var format = Formats.Of(KeyTemplate.Plain("acme"));
        var keys = Enumerable.Range(0, 200).Select(_ => format.Generate(null)).ToList();
        var found = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => keys.ConvertAll(key => format.LookupIdOf(key.Text)))));
        Assert.That(found, Is.All.EqualTo(keys.ConvertAll(key => key.LookupId)));
    }
}
