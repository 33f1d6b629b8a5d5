using ApiKeys.Signing.HttpMessages;

namespace ApiKeys.Core.Tests.Signing.HttpMessages;

[TestFixture]
internal sealed class StructuredFieldsTests
{
    private static readonly string[] FooBarBaz = ["foo", "bar", "baz"];

    // RFC 8941 sections 3.1 to 3.3, the examples that are dictionaries; bare items as a member's value.
    [Test]
    public void Strings_and_bytes_of_the_RFC_are_read()
    {
        var members = Parse("en=\"Applepie\", da=:w4ZibGV0w6ZydGU=:");

        Assert.That(members.Select(member => (member.Key, member.Value.Kind, member.Value.Text)), Is.EqualTo(new[]
        {
            ("en", StructuredKind.String, "Applepie"),
            ("da", StructuredKind.Bytes, "w4ZibGV0w6ZydGU="),
        }));
        Assert.That(members[1].Value.ToBytes(), Is.EqualTo("Æbletærte"u8.ToArray()));
    }

    [Test]
    public void Booleans_of_the_RFC_are_read()
    {
        var members = Parse("a=?0, b, c; foo=bar");

        Assert.That(members.Select(member => member.Value), Is.EqualTo(new[] { StructuredValue.Boolean(false), StructuredValue.Boolean(true), StructuredValue.Boolean(true) }));
        Assert.That(members[2].Parameters, Is.EqualTo(new[] { new StructuredParameter("foo", StructuredValue.Token("bar")) }));
    }

    [Test]
    public void Inner_lists_of_the_RFC_are_read()
    {
        var members = Parse("a=(\"foo\" \"bar\" \"baz\"), b=(\"foo\"; a=1;b=2);lvl=5, c=(\"bar\" \"baz\");lvl=1, d=()");

        Assert.That(members[0].Items!.Select(item => item.Text), Is.EqualTo(FooBarBaz));
        Assert.That(members[1].Items!.Single().Parameters, Is.EqualTo(new[] { Integer("a", 1), Integer("b", 2) }));
        Assert.That(members[1].Parameters, Is.EqualTo(new[] { Integer("lvl", 5) }));
        Assert.That(members[3].Items, Is.Empty);
    }

    [Test]
    public void Parameters_of_the_RFC_are_read()
    {
        var member = Parse("x=abc;a=1;b=2; cde_456").Single();

        Assert.That(member.Value, Is.EqualTo(StructuredValue.Token("abc")));
        Assert.That(member.Parameters, Is.EqualTo(new[] { Integer("a", 1), Integer("b", 2), new StructuredParameter("cde_456", StructuredValue.Boolean(true)) }));
        Assert.That(member.Received, Is.EqualTo("abc;a=1;b=2; cde_456"));
    }

    [TestCase("42", 42)]
    [TestCase("0", 0)]
    [TestCase("-0", 0)]
    [TestCase("-42", -42)]
    [TestCase("042", 42)]
    [TestCase("999999999999999", 999_999_999_999_999)]
    [TestCase("-999999999999999", -999_999_999_999_999)]
    public void Integers_of_up_to_15_digits_are_read(string text, long value) =>
        Assert.That(Parse("a=" + text).Single().Value, Is.EqualTo(StructuredValue.Integer(value)));

    [TestCase("\"hello world\"", "hello world")]
    [TestCase("\"\"", "")]
    [TestCase("\"a\\\"b\\\\c\"", "a\"b\\c")]
    [TestCase("\" ~,;=()\"", " ~,;=()")]
    public void Strings_are_read(string text, string value) => Assert.That(Parse("a=" + text).Single().Value, Is.EqualTo(StructuredValue.String(value)));

    [TestCase("foo123/456")]
    [TestCase("*a:b")]
    [TestCase("A!#$%&'*+-.^_`|~")]
    public void Tokens_are_read(string text) => Assert.That(Parse("a=" + text).Single().Value, Is.EqualTo(StructuredValue.Token(text)));

    [TestCase("::", 0)]
    [TestCase(":AA==:", 1)]
    [TestCase(":AAA=:", 2)]
    [TestCase(":AAAA:", 3)]
    [TestCase(":cHJldGVuZCB0aGlzIGlzIGJpbmFyeSBjb250ZW50Lg==:", 31)]
    public void Byte_sequences_are_read(string text, int length) => Assert.That(Parse("a=" + text).Single().Value.ToBytes(), Has.Length.EqualTo(length));

    [TestCase("")]
    [TestCase("   ")]
    public void An_empty_field_has_no_members(string field) => Assert.That(Parse(field), Is.Empty);

    [TestCase(" a=1")]
    [TestCase("a=1 ")]
    [TestCase("a=1,b=2")]
    [TestCase("a=1\t,\t b=2")]
    [TestCase("a=( \"x\"   \"y\" )")]
    [TestCase("a;  b=1")]
    [TestCase("*-_.09az=1")]
    public void White_space_and_keys_within_the_rules_are_taken(string field) => Assert.That(Parse(field), Is.Not.Empty);

    [TestCase("\ta=1", Description = "no tab before")]
    [TestCase("a =1")]
    [TestCase("a= 1")]
    [TestCase("a=1 ;b", Description = "no space before a semicolon")]
    [TestCase("a;\tb")]
    [TestCase("a;b =1")]
    [TestCase("a;b= 1")]
    [TestCase("a;")]
    [TestCase("a;;b")]
    [TestCase("a=1,")]
    [TestCase("a=1, ")]
    [TestCase(",a=1")]
    [TestCase("a=1,,b=2")]
    [TestCase("a=1 b=2")]
    [TestCase("a=")]
    [TestCase("=1")]
    [TestCase("A=1")]
    [TestCase("aB=1")]
    [TestCase("1a=1")]
    [TestCase("-a=1")]
    [TestCase("a;B=1")]
    [TestCase("\u00E4=1")]
    [TestCase("a=1\r\n")]
    [TestCase("a=1\0")]
    public void What_breaks_the_rules_of_dictionaries_is_refused(string field) => AssertRefused(field);

    [TestCase("a=1, a=1")]
    [TestCase("a=1, b=2, a=3")]
    [TestCase("a=:AA==:, a=:AA==:")]
    [TestCase("a;b;b")]
    [TestCase("a;b=1;c;b=1")]
    [TestCase("a=(\"x\";b;b)")]
    [TestCase("a=();b;b=?0")]
    public void What_is_there_twice_is_refused(string field) => AssertRefused(field, "twice");

    [TestCase("-")]
    [TestCase("--1")]
    [TestCase("+1")]
    [TestCase("1000000000000000")]
    [TestCase("000000000000000000")]
    [TestCase("-1000000000000000")]
    [TestCase("99999999999999999999999999")]
    [TestCase("1.5")]
    [TestCase("1.")]
    [TestCase("1e3")]
    [TestCase("\u0661")]
    public void What_is_no_integer_of_15_digits_is_refused(string value) => AssertRefused("a=" + value);

    [TestCase("1.5")]
    [TestCase("a;b=1.0", "")]
    public void Decimals_are_refused_by_their_name(string value, string before = "a=") => AssertRefused(before + value, "Decimals");

    [TestCase("\"")]
    [TestCase("\"a")]
    [TestCase("\"\\")]
    [TestCase("\"\\\"")]
    [TestCase("\"\\n\"")]
    [TestCase("\"\t\"")]
    [TestCase("\"\n\"")]
    [TestCase("\"\u007F\"")]
    [TestCase("\"\u00E4\"")]
    [TestCase("\"\uD83D\uDE00\"")]
    [TestCase("'a'")]
    [TestCase("%\"a\"", Description = "a display string of RFC 9651")]
    public void What_is_no_string_of_printable_ASCII_is_refused(string value) => AssertRefused("a=" + value);

    [TestCase("@1659578233", Description = "a date of RFC 9651")]
    [TestCase("?")]
    [TestCase("?2")]
    [TestCase("?T")]
    [TestCase("?11")]
    [TestCase("!a")]
    [TestCase("a{")]
    public void Other_values_are_refused(string value) => AssertRefused("a=" + value);

    [TestCase(":")]
    [TestCase(":AAAA")]
    [TestCase(":AA:", Description = "without its padding")]
    [TestCase(":AA=:")]
    [TestCase(":AAA:")]
    [TestCase(":A===:")]
    [TestCase(":====:")]
    [TestCase(":=:")]
    [TestCase(":AB==:", Description = "with spare bits")]
    [TestCase(":AAB=:", Description = "with spare bits")]
    [TestCase(":AA==AA==:")]
    [TestCase(":AA==AAAA:")]
    [TestCase(":AAAA====:")]
    [TestCase(":AA AA:")]
    [TestCase(":AAAA :")]
    [TestCase(":__--:")]
    [TestCase(":AAA\u00E4:")]
    public void Base64_in_another_spelling_is_refused(string value) => AssertRefused("a=" + value);

    [TestCase("(")]
    [TestCase("(\"x\"")]
    [TestCase("(\"x\" ")]
    [TestCase("(\"x\"\"y\")")]
    [TestCase("(\"x\",\"y\")")]
    [TestCase("(\"x\"\t\"y\")")]
    [TestCase("(\"x\"))")]
    [TestCase("((\"x\"))")]
    [TestCase("(joy sadness)", Description = "tokens")]
    [TestCase("(1 2)", Description = "integers")]
    [TestCase("(?1)")]
    [TestCase("(:AA==:)")]
    public void What_is_no_inner_list_of_strings_is_refused(string value) => AssertRefused("a=" + value);

    [Test]
    public void A_missing_field_is_refused() => AssertRefused(null, "missing");

    [Test]
    public void An_error_repeats_nothing_of_the_field() => AssertRefused("secretkey=1, secretkey=\"secretvalue\n", "position", "secret");

    private static StructuredParameter Integer(string name, long value) => new(name, StructuredValue.Integer(value));

    private static IReadOnlyList<StructuredMember> Parse(string field)
    {
        Assert.That(StructuredFields.TryParse(field, out var members, out var error), Is.True, error);
        Assert.That(error, Is.Null);
        return members;
    }

    private static void AssertRefused(string? field, string part = "", string absent = "\n")
    {
        Assert.That(StructuredFields.TryParse(field, out var members, out var error), Is.False);
        Assert.That(members, Is.Empty);
        Assert.That(error, Is.Not.Empty.And.Contains(part).And.Not.Contains(absent));
    }
}
