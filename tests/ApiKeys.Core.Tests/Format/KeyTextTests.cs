using System.Security.Cryptography;
using System.Text.RegularExpressions;
using ApiKeys.Format;

namespace ApiKeys.Core.Tests.Format;

[TestFixture]
public class KeyTextTests
{
    private const string WordCharacters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";

    [TestCaseSource(typeof(Formats), nameof(Formats.All))]
    public void AC_062_generated_keys_are_words_that_scanners_find(KeyTemplate template)
    {
        using var format = Formats.Of(template);
        var scanner = new Regex($"^{format.ScannerPattern}$");
        for (var i = 0; i < 200; i++)
        {
            var text = format.Generate(i % 2 == 0 ? "live" : "test").Text;
            Assert.That(text, Does.Match("^[A-Za-z0-9_]+$"));
            Assert.That(text, Does.Match(scanner));
            Assert.That(Regex.Match($"key = \"{text}\";", format.ScannerPattern).Value, Is.EqualTo(text));
        }
    }

    [TestCaseSource(typeof(Formats), nameof(Formats.All))]
    public void AC_062_random_text_of_equal_length_is_not_taken_for_a_key(KeyTemplate template)
    {
        using var format = Formats.Of(template);
        var scanner = new Regex(format.ScannerPattern, RegexOptions.Compiled);
        var length = format.Generate("live").Text.Length;
        var matches = 0;
        for (var i = 0; i < TestScale.Of(1_000_000); i++)
        {
            matches += scanner.IsMatch(RandomNumberGenerator.GetString(WordCharacters, length)) ? 1 : 0;
        }

        Assert.That(matches, Is.LessThanOrEqualTo(1));
    }

    [TestCaseSource(typeof(Formats), nameof(Formats.All))]
    public void Generated_text_parses_to_the_lookup_id_it_was_generated_with(KeyTemplate template)
    {
        using var format = Formats.Of(template);
        foreach (var environment in new[] { "live", "test" })
        {
            var key = format.Generate(environment);
            Assert.That(format.TryParse(key.Text, out var parsed), Is.Null);
            Assert.That(format.GetLookupId(parsed), Is.EqualTo(key.LookupId));
            Assert.That(parsed.Text.ToString(), Is.EqualTo(key.Text));
            Assert.That(format.HasKnownPrefix(key.Text), Is.True);
            Assert.That(key.Text, Has.Length.LessThanOrEqualTo(format.MaxLength));
        }
    }

    [Test]
    public void Standard_key_shows_its_environment_and_its_public_id()
    {
        using var format = Formats.Of(KeyTemplate.Standard("acme"));
        var key = format.Generate("test");
        Assert.That(format.TryParse(key.Text, out var parsed), Is.Null);
        Assert.That(key.Text, Does.Match("^acme_test_[0-9A-Za-z]{12}_[0-9A-Za-z]{38}$"));
        Assert.That(parsed.Environment!.Name, Is.EqualTo("test"));
        Assert.That(key.LookupId, Is.EqualTo(key.Text[10..22]));
    }

    [Test]
    public void Unknown_environment_is_not_generated()
    {
        using var format = Formats.Of(KeyTemplate.Standard("acme"));
        Assert.That(() => format.Generate("staging"), Throws.ArgumentException.With.Message.Contains("staging"));
        Assert.That(() => format.Generate(null), Throws.ArgumentException);
    }

    [Test]
    public void Prefixes_begin_with_that_of_new_keys_and_name_each_once()
    {
        using var format = Formats.Of(KeyTemplate.SalesOs, options => options.AcceptedTemplates.Add(KeyTemplate.SalesOsLong));
        Assert.That(format.Prefixes, Is.EqualTo(new[] { "sk_live_", "sk_test_" }));
        Assert.That(format.HasKnownPrefix("sk_prod_0123"), Is.False);
    }
}
