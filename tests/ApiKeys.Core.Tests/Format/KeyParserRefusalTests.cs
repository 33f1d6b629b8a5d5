using ApiKeys.Format;

namespace ApiKeys.Core.Tests.Format;

[TestFixture]
public class KeyParserRefusalTests
{
    [TestCaseSource(typeof(Formats), nameof(Formats.All))]
    public void AC_020_every_proper_prefix_outside_the_accepted_lengths_is_refused(KeyTemplate template)
    {
        using var format = Formats.Of(template);
        var text = format.Generate("live").Text;
        var fewest = ApiKeyFormat.ShapesOf(new ApiKeyFormatOptions { Template = template }).First().MinLength;
        for (var length = 0; length < text.Length; length++)
        {
            // SalesOS accepts 32 to 128 characters (S-15): a longer key cut short is well formed there, and unknown.
            var isWellFormed = length >= fewest;
            Assert.That(format.Parse(text[..length]), isWellFormed ? Is.Null : Is.Not.Null, text[..length]);
        }
    }

    [Test]
    public void AC_011_one_wrong_character_at_any_position_is_refused()
    {
        using var format = Formats.Of(KeyTemplate.Standard("acme"));
        var text = format.Generate("live").Text;
        foreach (var wrong in "aZ0_ \0é")
        {
            for (var i = 0; i < text.Length; i++)
            {
                if (text[i] != wrong)
                {
                    Assert.That(format.Parse(text[..i] + wrong + text[(i + 1)..]), Is.Not.Null, $"position {i}");
                }
            }
        }
    }

    [Test]
    public void AC_011_another_case_is_refused()
    {
        using var format = Formats.Of(KeyTemplate.Standard("acme"));
        var text = format.Generate("live").Text;
        Assert.That(format.Parse(text.ToUpperInvariant()), Is.EqualTo(ApiKeyFailureReason.UnknownPrefix));
        Assert.That(format.Parse("acme_live_" + text[10..].ToLowerInvariant()), Is.EqualTo(ApiKeyFailureReason.WrongChecksum));
    }

    [TestCase(1)]
    [TestCase(15)]
    [TestCase(16)]
    [TestCase(255)]
    [TestCase(256)]
    [TestCase(4096)]
    [TestCase(31000)]
    public void AC_018_wrong_length_is_refused(int length)
    {
        using var format = Formats.Of(KeyTemplate.Standard("acme"));
        Assert.That(format.Parse(new string('a', length)), Is.EqualTo(ApiKeyFailureReason.UnknownPrefix));
        Assert.That(format.Parse("acme_live_" + new string('a', length)), Is.EqualTo(ApiKeyFailureReason.MalformedKey));
    }

    [TestCase("\t")]
    [TestCase(".")]
    [TestCase("=")]
    [TestCase("%0A")]
    [TestCase(",")]
    [TestCase(";")]
    [TestCase("\n")]
    [TestCase(" ")]
    [TestCase("\0")]
    public void AC_019_a_character_behind_the_key_is_refused(string tail)
    {
        foreach (var template in new[] { KeyTemplate.Standard("acme"), KeyTemplate.SalesOs, KeyTemplate.Plain("acme") })
        {
            using var format = Formats.Of(template);
            Assert.That(format.Parse(format.Generate("live").Text + tail), Is.EqualTo(ApiKeyFailureReason.MalformedKey));
        }
    }

    [TestCase("\"{0}\"")]
    [TestCase("<{0}>")]
    [TestCase(" {0}")]
    [TestCase("Bearer {0}")]
    public void AC_024_a_character_before_the_key_is_refused(string frame)
    {
        using var format = Formats.Of(KeyTemplate.Standard("acme"));
        var text = string.Format(System.Globalization.CultureInfo.InvariantCulture, frame, format.Generate("live").Text);
        Assert.That(format.Parse(text), Is.EqualTo(ApiKeyFailureReason.UnknownPrefix));
    }

    [Test]
    public void Digits_and_letters_of_other_scripts_are_refused()
    {
        using var format = Formats.Of(KeyTemplate.NexusErp);
        Assert.That(format.Parse("sk_01234567_abcdefghijklmnopqrstuvwxyz012345"), Is.Null);
        Assert.That(format.Parse("sk_01234567_abcdefghijklmnopqrstuvwxyz01234\u0665"), Is.EqualTo(ApiKeyFailureReason.MalformedKey));
        Assert.That(format.Parse("sk_01234567_abcdefghijklmnopqrstuvwxyz01234\uFF15"), Is.EqualTo(ApiKeyFailureReason.MalformedKey));
    }
}
