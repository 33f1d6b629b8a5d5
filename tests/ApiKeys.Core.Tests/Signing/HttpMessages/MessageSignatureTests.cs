using ApiKeys.Signing.HttpMessages;

namespace ApiKeys.Core.Tests.Signing.HttpMessages;

[TestFixture]
internal sealed class MessageSignatureTests
{
    private static readonly byte[] Key = [.. "a secret's UTF-8: \u00E4"u8];
    private static readonly DateTimeOffset Created = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    [Test]
    public void What_is_signed_is_right() => Assert.That(AreRight(Sign(Message.Rfc9421())), Is.True);

    [Test]
    public void The_headers_say_what_was_asked_for()
    {
        var signed = MessageSignature.Sign(Key, Message.Rfc9421(), ["@method", "date"], Created.AddMilliseconds(999), "k\"1", "n", "sig1", "app");

        Assert.That(signed.InputHeader, Is.EqualTo("sig1=(\"@method\" \"date\");created=1700000000;keyid=\"k\\\"1\";nonce=\"n\";tag=\"app\""));
        Assert.That(signed.SignatureHeader, Does.Match("^sig1=:[A-Za-z0-9+/]{43}=:$"));
    }

    [Test]
    public void What_is_not_asked_for_is_left_out() =>
        Assert.That(MessageSignature.Sign(Key, Message.Rfc9421(), ["@method"], null, null, null, "sig1", null).InputHeader, Is.EqualTo("sig1=(\"@method\")"));

    [Test]
    public void Every_bit_of_every_covered_component_counts()
    {
        var signed = Sign(Message.Rfc9421());
        foreach (var name in Message.Rfc9421().Names)
        {
            foreach (var changed in Flips(Message.Rfc9421()[name]))
            {
                Assert.That(AreRight(signed, Message.Rfc9421().With(name, changed)), Is.False, $"{name}: {changed}");
            }

            Assert.That(AreRight(signed, Message.Rfc9421().Without(name)), Is.False, name);
            Assert.That(AreRight(signed, Message.Rfc9421().With(name, Message.Rfc9421()[name] + " ")), Is.False, name);
        }
    }

    [Test]
    public void What_is_not_covered_does_not_count()
    {
        var signed = MessageSignature.Sign(Key, Message.Rfc9421(), ["@method"], Created, "k", null, "sig1", null);

        Assert.That(AreRight(signed, Message.Rfc9421().With("@path", "/other")), Is.True);
        Assert.That(AreRight(signed, Message.Rfc9421().With("@method", "GET")), Is.False);
    }

    [Test]
    public void Every_bit_of_both_headers_counts()
    {
        var signed = Sign(Message.Rfc9421());
        foreach (var changed in Flips(signed.InputHeader))
        {
            Assert.That(AreRight(signed with { InputHeader = changed }), Is.False, changed);
        }

        foreach (var changed in Flips(signed.SignatureHeader))
        {
            Assert.That(AreRight(signed with { SignatureHeader = changed }), Is.False, changed);
        }
    }

    [Test]
    public void Components_and_parameters_in_another_order_are_another_signature()
    {
        var signed = MessageSignature.Sign(Key, Message.Rfc9421(), ["@method", "date"], Created, "k", null, "sig1", null);

        Assert.That(AreRight(signed with { InputHeader = "sig1=(\"date\" \"@method\");created=1700000000;keyid=\"k\"" }), Is.False);
        Assert.That(AreRight(signed with { InputHeader = "sig1=(\"@method\" \"date\");keyid=\"k\";created=1700000000" }), Is.False);
        Assert.That(AreRight(signed with { InputHeader = "sig1=(\"@method\" \"date\");created=1700000000" }), Is.False);
        Assert.That(AreRight(signed with { InputHeader = "sig1=(\"@method\" \"date\");created=1700000000;keyid=\"k\";new" }), Is.False);
        Assert.That(AreRight(signed with { InputHeader = "sig1=( \"@method\"  \"date\" ); created=01700000000;keyid=\"k\"" }), Is.True, "another spelling is not");
    }

    [Test]
    public void Another_key_is_refused()
    {
        var signed = Sign(Message.Rfc9421());
        for (var i = 0; i < Key.Length; i++)
        {
            byte[] other = [.. Key];
            other[i] ^= 1;
            Assert.That(Headers.AreRight(other, signed.InputHeader, signed.SignatureHeader, Message.Rfc9421()), Is.False);
        }
    }

    [Test]
    public void Nobody_signs_or_verifies_with_an_empty_key()
    {
        var input = Headers.Input(Rfc9421Vector.InputField);

        Assert.That(() => MessageSignature.Sign([], Message.Rfc9421(), ["@method"], Created, null, null, "sig1", null), Throws.ArgumentException);
        Assert.That(() => MessageSignature.Verify([], input, Rfc9421Vector.Base, Rfc9421Vector.Signature), Throws.ArgumentException);
    }

    [TestCase(0)]
    [TestCase(16)]
    [TestCase(31)]
    [TestCase(33)]
    public void A_signature_of_another_length_is_refused(int length)
    {
        byte[] signature = [.. Rfc9421Vector.Signature, 0];

        Assert.That(MessageSignature.Verify(Rfc9421Vector.Key, Headers.Input(Rfc9421Vector.InputField), Rfc9421Vector.Base, signature.AsSpan(0, length)), Is.False);
    }

    [TestCase(";alg=\"hmac-sha256\"", true)]
    [TestCase("", true)]
    [TestCase(";alg=\"HMAC-SHA256\"", false)]
    [TestCase(";alg=\"none\"", false)]
    [TestCase(";alg=\"\"", false)]
    [TestCase(";alg=\"ed25519\"", false)]
    public void Only_hmac_sha256_is_verified(string algorithm, bool isRight)
    {
        var input = Headers.Input("sig1=(\"@method\")" + algorithm);
        Assert.That(SignatureBase.TryBuild(input, Message.Rfc9421(), out var text, out _), Is.True);
        var signature = System.Security.Cryptography.HMACSHA256.HashData(Key, System.Text.Encoding.ASCII.GetBytes(text!));

        Assert.That(MessageSignature.Verify(Key, input, text!, signature), Is.EqualTo(isRight));
    }

    [Test]
    public void A_base_that_belongs_to_another_input_is_refused()
    {
        var other = Headers.Input(Rfc9421Vector.InputField.Replace("1618884473", "1618884474", StringComparison.Ordinal));

        Assert.That(MessageSignature.Verify(Rfc9421Vector.Key, other, Rfc9421Vector.Base, Rfc9421Vector.Signature), Is.False);
    }

    [Test]
    public void What_cannot_be_signed_is_an_exception() => Assert.Multiple(() =>
    {
        Assert.That(() => Sign(["x-missing"]), Throws.ArgumentException);
        Assert.That(() => Sign(["@status"]), Throws.ArgumentException);
        Assert.That(() => Sign(["date", "date"]), Throws.ArgumentException);
        Assert.That(() => Sign(["date"], label: "Sig"), Throws.ArgumentException);
        Assert.That(() => Sign(["date"], nonce: "\u00E4"), Throws.ArgumentException);
        Assert.That(() => Sign(["date"]), Throws.Nothing);
    });

    [TestCase("sig1=:AAAA:, sig2=:AQ==:", "sig2", true)]
    [TestCase("sig1=:AAAA:", "sig2", false)]
    [TestCase("sig2=\"AQ==\"", "sig2", false)]
    [TestCase("sig2=(\"AQ==\")", "sig2", false)]
    [TestCase("sig2", "sig2", false)]
    [TestCase("sig2=:AQ==:, sig2=:AQ==:", "sig2", false)]
    [TestCase("sig2=:AR==:", "sig2", false)]
    [TestCase("", "sig2", false)]
    [TestCase(null, "sig2", false)]
    public void A_signature_is_read_by_its_label(string? field, string label, bool isRead)
    {
        Assert.That(MessageSignature.TryRead(field, label, out var signature, out var error), Is.EqualTo(isRead));
        Assert.That(signature, isRead ? Is.EqualTo(new byte[] { 1 }) : Is.Null);
        Assert.That(error, isRead ? Is.Null : Is.Not.Empty);
    }

    private static MessageSignature Sign(Message message) => MessageSignature.Sign(Key, message, message.Names, Created, "k1", "nonce-1", "sig1", "app");

    private static MessageSignature Sign(string[] components, string label = "sig1", string? nonce = null) =>
        MessageSignature.Sign(Key, Message.Rfc9421(), components, Created, "k1", nonce, label, null);

    private static bool AreRight(MessageSignature signed, Message? message = null) => Headers.AreRight(Key, signed.InputHeader, signed.SignatureHeader, message ?? Message.Rfc9421());

    private static IEnumerable<string> Flips(string text) =>
        from position in Enumerable.Range(0, text.Length)
        from bit in Enumerable.Range(0, 8)
        select text[..position] + (char)(text[position] ^ (1 << bit)) + text[(position + 1)..];
}
