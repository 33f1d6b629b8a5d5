using ApiKeys.Format;

namespace ApiKeys.Core.Tests.Format;

[TestFixture]
public class ContractFormatTests
{
    private static string Secret(int length) => new('a', length);

    [Test]
    public void N_1_key_has_44_characters()
    {
        using var format = Formats.Of(KeyTemplate.NexusErp);
        var key = format.Generate(null);
        Assert.That(key.Text, Has.Length.EqualTo(44).And.Match("^sk_[0-9A-Za-z]{8}_[0-9A-Za-z]{32}$"));
        Assert.That(key.LookupId, Is.EqualTo(key.Text[3..11]));
        Assert.That(format.Parse(key.Text + "a"), Is.EqualTo(ApiKeyFailureReason.MalformedKey));
    }

    [Test]
    public void N_2_first_14_characters_are_the_key_prefix()
    {
        using var format = Formats.Of(KeyTemplate.NexusErp, options => options.DisplayPrefixLength = 14);
        var key = format.Generate(null);
        Assert.That(key.Hint, Is.EqualTo(new DisplayHint(key.Text[..14], "")));
        Assert.That(format.Parse(key.Hint.Prefix), Is.EqualTo(ApiKeyFailureReason.MalformedKey), "the prefix alone opens nothing");
    }

    [Test]
    public void N_2_other_formats_show_nothing_of_the_secret()
    {
        using var format = Formats.Of(KeyTemplate.NexusErp);
        var key = format.Generate(null);
        Assert.That(key.Hint, Is.EqualTo(new DisplayHint(key.Text[..12], "")));
    }

    [Test]
    public void S_15_generated_keys_have_40_or_68_characters()
    {
        using var shorter = Formats.Of(KeyTemplate.SalesOs);
        using var longer = Formats.Of(KeyTemplate.SalesOsLong);
        Assert.That(shorter.Generate("live").Text, Does.Match("^sk_live_[0-9a-z]{32}$"));
        Assert.That(longer.Generate("test").Text, Does.Match("^sk_test_[0-9a-z]{60}$"));
    }

    [TestCase(32)]
    [TestCase(60)]
    [TestCase(128)]
    public void S_15_secret_within_the_lengths_is_accepted(int length)
    {
        using var shorter = Formats.Of(KeyTemplate.SalesOs);
        using var longer = Formats.Of(KeyTemplate.SalesOsLong);
        Assert.That(shorter.Parse("sk_live_" + Secret(length)), Is.Null);
        Assert.That(longer.Parse("sk_test_" + Secret(length)), Is.Null);
    }

    [TestCase(0)]
    [TestCase(31)]
    [TestCase(129)]
    public void S_15_secret_outside_the_lengths_is_refused(int length)
    {
        using var format = Formats.Of(KeyTemplate.SalesOs);
        Assert.That(format.Parse("sk_live_" + Secret(length)), Is.EqualTo(ApiKeyFailureReason.MalformedKey));
    }

    [Test]
    public void S_15_upper_case_is_refused()
    {
        using var format = Formats.Of(KeyTemplate.SalesOs);
        Assert.That(format.Parse("sk_live_" + Secret(31) + "A"), Is.EqualTo(ApiKeyFailureReason.MalformedKey));
    }

    [TestCase("sk_prod_")]
    [TestCase("pk_live_")]
    [TestCase("SK_LIVE_")]
    [TestCase("sk_live")]
    public void S_20_other_prefixes_are_told_apart(string prefix)
    {
        using var format = Formats.Of(KeyTemplate.SalesOs);
        Assert.That(format.Parse(prefix + Secret(32)), Is.EqualTo(ApiKeyFailureReason.UnknownPrefix));
        Assert.That(format.HasKnownPrefix(prefix + Secret(32)), Is.False);
    }

    [Test]
    public void C_6_accepted_templates_are_read_beside_the_issued_one()
    {
        using var format = Formats.Of(KeyTemplate.Standard("acme"), options => options.AcceptedTemplates.Add(KeyTemplate.NexusErp));
        using var alone = Formats.Of(KeyTemplate.Standard("acme"));
        var old = "sk_01234567_" + Secret(32);
        Assert.That(format.LookupIdOf(old), Is.EqualTo("01234567"));
        Assert.That(format.Generate("live").Text, Does.StartWith("acme_live_"));
        Assert.That(alone.Parse(old), Is.EqualTo(ApiKeyFailureReason.UnknownPrefix));
    }
}
