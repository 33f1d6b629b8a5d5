using ApiKeys.Signing.HttpMessages;

namespace ApiKeys.Core.Tests.Signing.HttpMessages;

[TestFixture]
internal sealed class SignaturePolicyTests
{
    private static readonly SignaturePolicy Strict = new(["@method", "@target-uri", "content-digest"])
    {
        RequiresCreated = true,
        RequiresKeyId = true,
        RequiresNonce = true,
        RequiredTag = "app",
    };

    [TestCase("(\"@method\" \"@target-uri\" \"content-digest\");created=1;keyid=\"k\";nonce=\"n\";tag=\"app\"")]
    [TestCase("(\"date\" \"content-digest\" \"@target-uri\" \"@method\");tag=\"app\";nonce=\"n\";keyid=\"k\";created=1;expires=2")]
    public void A_signature_that_has_everything_lacks_nothing(string member) => Assert.That(Strict.FindMissing(Headers.Input("sig=" + member)), Is.Empty);

    [TestCase("(\"@target-uri\" \"content-digest\");created=1;keyid=\"k\";nonce=\"n\";tag=\"app\"", "\"@method\"")]
    [TestCase("(\"@method\" \"content-digest\");created=1;keyid=\"k\";nonce=\"n\";tag=\"app\"", "\"@target-uri\"")]
    [TestCase("(\"@method\" \"@target-uri\");created=1;keyid=\"k\";nonce=\"n\";tag=\"app\"", "\"content-digest\"")]
    [TestCase("(\"@method\" \"@target-uri\" \"content-digest\");keyid=\"k\";nonce=\"n\";tag=\"app\"", ";created")]
    [TestCase("(\"@method\" \"@target-uri\" \"content-digest\");expires=1;keyid=\"k\";nonce=\"n\";tag=\"app\"", ";created")]
    [TestCase("(\"@method\" \"@target-uri\" \"content-digest\");created=1;nonce=\"n\";tag=\"app\"", ";keyid")]
    [TestCase("(\"@method\" \"@target-uri\" \"content-digest\");created=1;keyid=\"\";nonce=\"n\";tag=\"app\"", ";keyid")]
    [TestCase("(\"@method\" \"@target-uri\" \"content-digest\");created=1;keyid=\"k\";tag=\"app\"", ";nonce")]
    [TestCase("(\"@method\" \"@target-uri\" \"content-digest\");created=1;keyid=\"k\";nonce=\"\";tag=\"app\"", ";nonce")]
    [TestCase("(\"@method\" \"@target-uri\" \"content-digest\");created=1;keyid=\"k\";nonce=\"n\"", ";tag")]
    [TestCase("(\"@method\" \"@target-uri\" \"content-digest\");created=1;keyid=\"k\";nonce=\"n\";tag=\"App\"", ";tag")]
    public void What_is_missing_is_named(string member, string missing) => Assert.That(Strict.FindMissing(Headers.Input("sig=" + member)), Is.EqualTo(new[] { missing }));

    [Test]
    public void Everything_that_is_missing_is_named() =>
        Assert.That(Strict.FindMissing(Headers.Input("sig=()")), Is.EqualTo(new[] { "\"@method\"", "\"@target-uri\"", "\"content-digest\"", ";created", ";keyid", ";nonce", ";tag" }));

    [Test]
    public void A_policy_that_asks_for_nothing_is_always_met()
    {
        var lax = new SignaturePolicy([]);

        Assert.That(lax.FindMissing(Headers.Input("sig=()")), Is.Empty);
        Assert.That(lax.FindMissing(Headers.Input("sig=();tag=\"any\"")), Is.Empty);
    }

    [TestCase("@status")]
    [TestCase("@query-param")]
    [TestCase("Content-Digest")]
    [TestCase("")]
    public void What_no_signature_can_cover_cannot_be_asked_for(string name) => Assert.That(() => new SignaturePolicy(["@method", name]), Throws.ArgumentException);
}
