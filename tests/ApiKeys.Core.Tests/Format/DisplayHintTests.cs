using ApiKeys.Format;

namespace ApiKeys.Core.Tests.Format;

[TestFixture]
public class DisplayHintTests
{
    [Test]
    public void C_7_hint_is_everything_before_the_secret_and_no_end_by_default()
    {
        using var format = Formats.Of(KeyTemplate.Standard("acme"));
        var key = format.Generate("live");
        Assert.That(key.Hint, Is.EqualTo(new DisplayHint(key.Text[..23], "")));
        Assert.That(key.Hint.ToString(), Is.EqualTo(key.Text[..23] + "…"));
    }

    [Test]
    public void S_6_hint_shows_prefix_and_last_4()
    {
        using var format = Formats.Of(KeyTemplate.SalesOs, options => options.DisplayLastLength = 4);
        var key = format.Generate("live");
        Assert.That(key.Hint, Is.EqualTo(new DisplayHint("sk_live_", key.Text[^4..])));
        Assert.That(key.Hint.ToString(), Is.EqualTo($"sk_live_…{key.Text[^4..]}"));
    }

    [TestCase(27)]
    [TestCase(26)]
    public void AC_170_secret_with_fewer_than_24_hidden_characters_shows_no_end(int secretLength)
    {
        using var format = Formats.Of(KeyTemplate.Parse($"sk_{{secret:{secretLength}}}"), options => options.DisplayLastLength = 4);
        Assert.That(format.Generate(null).Hint, Is.EqualTo(new DisplayHint("sk_", "")));
    }

    [Test]
    public void AC_170_secret_with_24_hidden_characters_shows_its_end()
    {
        using var format = Formats.Of(KeyTemplate.Parse("sk_{secret:28}"), options => options.DisplayLastLength = 4);
        var key = format.Generate(null);
        Assert.That(key.Hint.Last, Is.EqualTo(key.Text[^4..]));
    }

    [Test]
    public void AC_170_secret_with_fewer_than_24_hidden_characters_shows_no_beginning()
    {
        using var few = Formats.Of(KeyTemplate.Parse("sk_{secret:24}"), options => options.DisplayPrefixLength = 5);
        using var enough = Formats.Of(KeyTemplate.Parse("sk_{secret:26}"), options => options.DisplayPrefixLength = 5);
        var key = enough.Generate(null);
        Assert.That(few.Generate(null).Hint.Prefix, Is.EqualTo("sk_"));
        Assert.That(key.Hint.Prefix, Is.EqualTo(key.Text[..5]));
    }

    [Test]
    public void Hint_can_be_shorter_than_the_public_part()
    {
        using var format = Formats.Of(KeyTemplate.Standard("acme"), options => options.DisplayPrefixLength = 10);
        Assert.That(format.Generate("live").Hint, Is.EqualTo(new DisplayHint("acme_live_", "")));
    }
}
