using ApiKeys.Signing.HttpMessages;

namespace ApiKeys.Core.Tests.Signing.HttpMessages;

[TestFixture]
internal sealed class SignatureBaseTests
{
    [Test]
    public void Every_supported_derived_component_has_a_line()
    {
        var text = Build("sig=(\"@method\" \"@target-uri\" \"@authority\" \"@scheme\" \"@request-target\" \"@path\" \"@query\")", Message.Rfc9421());

        Assert.That(text, Is.EqualTo("""
            "@method": POST
            "@target-uri": https://example.com/foo?param=Value&Pet=dog
            "@authority": example.com
            "@scheme": https
            "@request-target": /foo?param=Value&Pet=dog
            "@path": /foo
            "@query": ?param=Value&Pet=dog
            "@signature-params": ("@method" "@target-uri" "@authority" "@scheme" "@request-target" "@path" "@query")
            """.ReplaceLineEndings("\n")));
    }

    [Test]
    public void Without_components_only_the_parameters_are_left() =>
        Assert.That(Build("sig=();created=1", new Message()), Is.EqualTo("\"@signature-params\": ();created=1"));

    // RFC 9421 section 2.1: a field that is there and empty has a line.
    [Test]
    public void An_empty_value_is_a_value() =>
        Assert.That(Build("sig=(\"x-empty\")", new Message().With("x-empty", "")), Is.EqualTo("\"x-empty\": \n\"@signature-params\": (\"x-empty\")"));

    [Test]
    public void The_parameters_are_signed_as_they_are_written_canonically() =>
        Assert.That(Build("sig=( \"@path\"  );  created=007", Message.Rfc9421()), Does.EndWith("\n\"@signature-params\": (\"@path\");created=7"));

    [TestCase("@query-param")]
    [TestCase("@status")]
    [TestCase("@signature-params")]
    [TestCase("@")]
    [TestCase("@Method")]
    [TestCase("@method ")]
    [TestCase("@anything")]
    public void Other_derived_components_are_refused_even_where_the_message_has_them(string name) => AssertRefused(name, new Message().With(name, "x"), "derived");

    [TestCase("")]
    [TestCase("Date")]
    [TestCase("x y")]
    [TestCase("x:")]
    [TestCase("x\\\"")]
    [TestCase("x@")]
    public void What_is_no_field_name_in_lower_case_is_refused(string name) =>
        AssertRefused(name, new Message().With(name.Replace("\\\"", "\"", StringComparison.Ordinal), "x"), "lower case");

    [TestCase("date")]
    [TestCase("@method")]
    public void A_component_that_the_message_has_not_is_refused(string name)
    {
        AssertRefused(name, Message.Rfc9421().Without(name), "not in the message");
        Assert.That(Build($"sig=(\"{name}\")", Message.Rfc9421()), Is.Not.Empty);
    }

    [TestCase("date", "date")]
    [TestCase("@method", "date", "@method")]
    public void A_component_that_is_named_twice_is_refused(params string[] names) => AssertRefused(string.Join("\" \"", names), Message.Rfc9421(), "twice");

    [TestCase("\r")]
    [TestCase("\n")]
    [TestCase("a\r\nb")]
    [TestCase("a\n\"@authority\": other")]
    [TestCase("\0")]
    [TestCase("\u001F")]
    [TestCase("\u007F")]
    [TestCase("\u0080")]
    [TestCase("caf\u00E9")]
    [TestCase("\uFF21")]
    [TestCase("\uD800")]
    [TestCase("\u2028")]
    public void A_value_that_is_not_one_line_of_ASCII_is_refused(string value)
    {
        AssertRefused("date", Message.Rfc9421().With("date", value), "ASCII");
        AssertRefused("@path", Message.Rfc9421().With("@path", value), "ASCII");
    }

    [Test]
    public void A_tab_within_a_value_stays() => Assert.That(Build("sig=(\"x\")", new Message().With("x", "a\tb ~")), Does.StartWith("\"x\": a\tb ~\n"));

    private static string Build(string field, Message message)
    {
        Assert.That(SignatureBase.TryBuild(Headers.Input(field), message, out var text, out var error), Is.True, error);
        return text!;
    }

    private static void AssertRefused(string names, Message message, string part)
    {
        Assert.That(SignatureBase.TryBuild(Headers.Input($"sig=(\"{names}\");created=1"), message, out var text, out var error), Is.False);
        Assert.That(text, Is.Null);
        Assert.That(error, Does.Contain(part));
    }
}
