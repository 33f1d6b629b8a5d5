using ApiKeys.Format;
using FsCheck;
using FsCheck.Fluent;

namespace ApiKeys.Core.Tests.Format;

[TestFixture]
public class KeyParserPropertyTests
{
    private static readonly Config Rounds = Config.QuickThrowOnFailure.WithMaxTest(500);

    // Every UTF-16 unit, lone surrogates included.
    private static Gen<string> AnyText => Gen.Choose(0, 0xFFFF).Select(unit => (char)unit).ArrayOf().Select(units => new string(units));

    [TestCaseSource(typeof(Formats), nameof(Formats.All))]
    public void Parser_never_throws_and_takes_no_noise_for_a_key(KeyTemplate template)
    {
        using var format = Formats.Of(template);
        Prop.ForAll(AnyText.ToArbitrary(), text => format.Parse(text) is not null).Check(Rounds);
        Prop.ForAll(AnyText.ToArbitrary(), text => format.Parse(format.Prefixes[0] + text + "\uD800") is not null).Check(Rounds);
    }

    [Test]
    public void Parser_reads_what_was_put_between_prefix_and_checksum()
    {
        using var format = Formats.Of(KeyTemplate.Standard("acme"));
        var parts = Gen.Elements(KeyAlphabet.Base62.Characters.ToCharArray()).ArrayOf(44).Select(characters => new string(characters));
        Prop.ForAll(parts.ToArbitrary(), part => IsReadBack(format, part[..12], part[12..])).Check(Rounds);
    }

    [TestCase(100)]
    [TestCase(10_000)]
    [TestCase(1_000_000)]
    public void Very_long_texts_are_refused_without_an_exception(int length)
    {
        using var format = Formats.Of(KeyTemplate.Standard("acme"));
        Assert.That(format.Parse("acme_live_" + new string('\uDC00', length)), Is.EqualTo(ApiKeyFailureReason.MalformedKey));
        Assert.That(format.Parse("acme_live_" + new string('0', length)), Is.EqualTo(ApiKeyFailureReason.MalformedKey));
    }

    [Test]
    public void Empty_text_is_refused()
    {
        using var format = Formats.Of(KeyTemplate.Standard("acme"));
        Assert.That(format.Parse(""), Is.EqualTo(ApiKeyFailureReason.UnknownPrefix));
    }

    private static bool IsReadBack(ApiKeyFormat format, string id, string secret)
    {
        var text = $"acme_live_{id}_{secret}";
        Span<char> checksum = stackalloc char[KeyChecksum.Length];
        KeyChecksum.Write(text, checksum);
        return format.TryParse(text + checksum.ToString(), out var parsed) is null && parsed.PublicId.SequenceEqual(id);
    }
}
