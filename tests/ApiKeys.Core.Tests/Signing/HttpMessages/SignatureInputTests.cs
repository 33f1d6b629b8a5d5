using ApiKeys.Signing.HttpMessages;

namespace ApiKeys.Core.Tests.Signing.HttpMessages;

[TestFixture]
internal sealed class SignatureInputTests
{
    private static readonly string[] Method = ["@method"];
    private static readonly StructuredParameter[] NoParameters = [];

    [Test]
    public void Every_parameter_that_the_RFC_names_is_read()
    {
        var input = Headers.Input("sig1=(\"@method\");created=1;expires=2;nonce=\"n\";alg=\"hmac-sha256\";keyid=\"k\";tag=\"t\";other=tok");

        Assert.Multiple(() =>
        {
            Assert.That((input.Created, input.Expires), Is.EqualTo((1L, 2L)));
            Assert.That((input.Nonce, input.KeyId, input.Algorithm, input.Tag), Is.EqualTo(("n", "k", "hmac-sha256", "t")));
            Assert.That(input.Parameters.Select(parameter => parameter.Name), Is.EqualTo(new[] { "created", "expires", "nonce", "alg", "keyid", "tag", "other" }));
        });
    }

    [TestCase("sig1=( \"a\"   \"b\" );  created=01;x=?1;y=-0", "(\"a\" \"b\");created=1;x;y=0")]
    [TestCase("sig1=();nonce=\"\\\"\\\\\"", "();nonce=\"\\\"\\\\\"")]
    [TestCase("sig1=(\"b\" \"a\");tag=\"t\";created=1", "(\"b\" \"a\");tag=\"t\";created=1", Description = "orders stay")]
    public void The_canonical_text_is_one_for_all_spellings(string field, string canonical)
    {
        var input = Headers.Input(field);

        Assert.That(input.Canonical, Is.EqualTo(canonical));
        Assert.That(input.Received, Is.EqualTo(field["sig1=".Length..]));
        Assert.That(input.Write(), Is.EqualTo("sig1=" + canonical));
    }

    [TestCase("req")]
    [TestCase("sf")]
    [TestCase("key=\"a\"")]
    [TestCase("bs")]
    [TestCase("tr")]
    [TestCase("anything")]
    public void Parameters_of_components_are_refused(string parameter) => AssertRefused($"sig1=(\"@method\" \"x\";{parameter});created=1", "not supported");

    [TestCase("sig1=:AA==:")]
    [TestCase("sig1=1")]
    [TestCase("sig1")]
    public void What_is_no_inner_list_is_refused(string field) => AssertRefused(field, "inner list");

    [TestCase("created=\"1\"")]
    [TestCase("created")]
    [TestCase("expires=tok")]
    [TestCase("nonce=1")]
    [TestCase("nonce=:AA==:")]
    [TestCase("keyid=tok")]
    [TestCase("alg=hmac-sha256")]
    [TestCase("tag=?0")]
    public void Parameters_of_another_type_are_refused(string parameter) => AssertRefused($"sig1=(\"@method\");{parameter}", $"'{parameter.Split('=')[0]}'");

    [Test]
    public void One_bad_label_says_nothing_about_another()
    {
        Assert.That(StructuredFields.TryParse("proxy=(\"@method\";req), sig1=(\"@method\");created=1", out var members, out _), Is.True);
        Assert.That(members.Select(member => SignatureInput.TryRead(member, out _, out _)), Is.EqualTo(new[] { false, true }));
    }

    [TestCase("")]
    [TestCase("Sig")]
    [TestCase("1sig")]
    [TestCase("a=b")]
    [TestCase("a, b")]
    public void A_label_that_is_no_key_cannot_be_written(string label) => Assert.That(() => SignatureInput.Create(label, Method, NoParameters), Throws.ArgumentException);

    [Test]
    public void What_could_not_be_read_again_cannot_be_written()
    {
        var created = new StructuredParameter("created", StructuredValue.Integer(1));
        StructuredParameter Numbered(int i) => new($"p{i}", StructuredValue.Integer(i));

        Assert.Multiple(() =>
        {
            Assert.That(() => SignatureInput.Create("sig", [.. Enumerable.Repeat("x", 33)], NoParameters), Throws.ArgumentException);
            Assert.That(() => SignatureInput.Create("sig", ["x\n"], NoParameters), Throws.ArgumentException);
            Assert.That(() => SignatureInput.Create("sig", ["\u00E4"], NoParameters), Throws.ArgumentException);
            Assert.That(() => SignatureInput.Create("sig", [new string('x', 8192)], NoParameters), Throws.ArgumentException);
            Assert.That(() => SignatureInput.Create("sig", Method, [created, created]), Throws.ArgumentException);
            Assert.That(() => SignatureInput.Create("sig", Method, [new("Created", StructuredValue.Boolean(true))]), Throws.ArgumentException);
            Assert.That(() => SignatureInput.Create("sig", Method, [new("created", StructuredValue.String("1"))]), Throws.ArgumentException);
            Assert.That(() => SignatureInput.Create("sig", Method, [.. Enumerable.Range(0, 17).Select(Numbered)]), Throws.ArgumentException);
            Assert.That(() => SignatureInput.Create("sig", [.. Enumerable.Repeat("x", 32)], [.. Enumerable.Range(0, 16).Select(Numbered)]), Throws.Nothing);
        });
    }

    [Test]
    public void Values_that_cannot_be_written_cannot_be_made() => Assert.Multiple(() =>
    {
        Assert.That(() => StructuredValue.Integer(1_000_000_000_000_000), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => StructuredValue.Integer(-1_000_000_000_000_000), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => StructuredValue.Integer(-999_999_999_999_999), Throws.Nothing);
        Assert.That(() => StructuredValue.String("\t"), Throws.ArgumentException);
        Assert.That(() => StructuredValue.String("\u00E4"), Throws.ArgumentException);
        Assert.That(() => StructuredValue.Token("1a"), Throws.ArgumentException);
        Assert.That(() => StructuredValue.Token(""), Throws.ArgumentException);
        Assert.That(() => StructuredValue.Token("a b"), Throws.ArgumentException);
        Assert.That(() => StructuredValue.Integer(1).ToBytes(), Throws.InvalidOperationException);
    });

    private static void AssertRefused(string field, string part)
    {
        Assert.That(StructuredFields.TryParse(field, out var members, out _), Is.True);
        Assert.That(SignatureInput.TryRead(members.Single(), out var input, out var error), Is.False);
        Assert.That(input, Is.Null);
        Assert.That(error, Does.Contain(part));
    }
}
