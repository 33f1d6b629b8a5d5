using ApiKeys.Format;

namespace ApiKeys.Core.Tests.Format;

[TestFixture]
public class KeyTemplateGrammarTests
{
    [TestCase("sk_{secret:32}")]
    [TestCase("sk_{env}_{secret:32}")]
    [TestCase("sk_{env}_{id:12}_{secret:32}{checksum}")]
    [TestCase("sk_{secret:32,16-128}")]
    [TestCase("sk_{secret:32,16-128:base36}")]
    [TestCase("sk_{secret:32:base36}_{id:8:base62}")]
    [TestCase("sk_{id:32}_{secret:43}_end")]
    public void Good_template_is_read_and_shows_as_it_was_written(string text)
    {
        Assert.That(KeyTemplate.TryParse(text, out var template, out var error), Is.True, error);
        Assert.That(template!.ToString(), Is.EqualTo(text));
        Assert.That(KeyTemplate.Parse(text).ToString(), Is.EqualTo(text));
    }

    [TestCase(null, "exactly one {secret:N}")]
    [TestCase("", "exactly one {secret:N}")]
    [TestCase("sk_", "exactly one {secret:N}")]
    [TestCase("sk_{secret:32}{secret:32}", "exactly one {secret:N}")]
    [TestCase("{secret:32}", "begins with a literal prefix")]
    [TestCase("{env}_{secret:32}", "begins with a literal prefix")]
    [TestCase("_{env}_{secret:32}", "begins with a literal prefix of letters or digits")]
    [TestCase("sk_{id:8}_{id:8}_{secret:32}", "PublicId twice")]
    [TestCase("sk_{env}{env}_{secret:32}", "Environment twice")]
    [TestCase("sk_{checksum}{secret:32}", "{checksum} stands at the end")]
    [TestCase("sk_{secret:32}{checksum}_", "{checksum} stands at the end")]
    [TestCase("sk_{secret:32}_{env}", "{env} stands before")]
    [TestCase("sk_{id:8}_{env}_{secret:32}", "{env} stands before")]
    [TestCase("sk_{id:33}_{secret:32}", "at most 32 characters")]
    [TestCase("sk-{secret:32}", "'sk-'")]
    [TestCase("sk.{secret:32}", "'sk.'")]
    [TestCase("sk {secret:32}", "'sk '")]
    [TestCase("sk\u00E9_{secret:32}", "letters, digits and underscores")]
    public void Wrong_template_is_refused_with_its_reason(string? text, string reason)
    {
        Assert.That(KeyTemplate.TryParse(text, out var template, out var error), Is.False);
        Assert.That(template, Is.Null);
        Assert.That(error, Does.Contain(reason));
    }

    [TestCase("{secret}")]
    [TestCase("{secret:}")]
    [TestCase("{secret:0}")]
    [TestCase("{secret:-1}")]
    [TestCase("{secret:+32}")]
    [TestCase("{secret: 32}")]
    [TestCase("{secret:032}")]
    [TestCase("{secret:32\0}")]
    [TestCase("{secret:257}")]
    [TestCase("{secret:99999999999}")]
    [TestCase("{secret:32:base64}")]
    [TestCase("{secret:32:base36:base36}")]
    [TestCase("{secret:32,33-64}")]
    [TestCase("{secret:32,16-31}")]
    [TestCase("{secret:32,64-16}")]
    [TestCase("{secret:32,16}")]
    [TestCase("{secret:32-16,128}")]
    [TestCase("{secret:32,16,128}")]
    [TestCase("{secret:32-16-128}")]
    [TestCase("{secret:32,16-128-256}")]
    [TestCase("{id:8,8-10}")]
    [TestCase("{Secret:32}")]
    [TestCase("{env:4}")]
    [TestCase("{checksum:6}")]
    [TestCase("{}")]
    [TestCase("{secret:32")]
    [TestCase("{{secret:32}")]
    public void Wrong_placeholder_is_refused_and_named(string placeholder)
    {
        Assert.That(KeyTemplate.TryParse("sk_" + placeholder, out _, out var error), Is.False);
        Assert.That(error, Does.Contain($"'{placeholder}'").And.Contain("{env}, {id:N}, {secret:N} and {checksum}"));
    }

    [Test]
    public void Parsing_a_wrong_template_throws_its_reason() =>
        Assert.That(() => KeyTemplate.Parse("sk_"), Throws.InstanceOf<FormatException>().With.Message.Contains("exactly one {secret:N}"));

    [TestCase("my-app")]
    [TestCase("my app")]
    [TestCase("{env}")]
    [TestCase("app{secret:32}")]
    public void Prefix_with_other_characters_is_refused(string prefix)
    {
        Assert.That(() => KeyTemplate.Standard(prefix), Throws.InstanceOf<FormatException>());
        Assert.That(() => KeyTemplate.Plain(prefix), Throws.InstanceOf<FormatException>());
    }
}
