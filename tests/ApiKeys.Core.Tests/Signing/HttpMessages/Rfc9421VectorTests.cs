using ApiKeys.Signing.HttpMessages;

namespace ApiKeys.Core.Tests.Signing.HttpMessages;

[TestFixture]
internal sealed class Rfc9421VectorTests
{
    private static readonly string[] Components = ["date", "@authority", "content-type"];
    private static readonly DateTimeOffset Created = DateTimeOffset.FromUnixTimeSeconds(1618884473);

    [Test]
    public void The_base_is_that_of_the_RFC()
    {
        Assert.That(SignatureBase.TryBuild(Headers.Input(Rfc9421Vector.InputField), Message.Rfc9421(), out var text, out var error), Is.True, error);
        Assert.That(text, Is.EqualTo(Rfc9421Vector.Base));
    }

    [Test]
    public void The_signature_of_the_RFC_is_right()
    {
        var input = Headers.Input(Rfc9421Vector.InputField);

        Assert.That(MessageSignature.Verify(Rfc9421Vector.Key, input, Rfc9421Vector.Base, Rfc9421Vector.Signature), Is.True);
        Assert.That(Headers.AreRight(Rfc9421Vector.Key, Rfc9421Vector.InputField, Rfc9421Vector.SignatureField, Message.Rfc9421()), Is.True);
    }

    [Test]
    public void Signing_makes_the_headers_of_the_RFC()
    {
        var signed = MessageSignature.Sign(Rfc9421Vector.Key, Message.Rfc9421(), Components, Created, "test-shared-secret", nonce: null, "sig-b25", tag: null);

        Assert.That(signed, Is.EqualTo(new MessageSignature(Rfc9421Vector.InputField, Rfc9421Vector.SignatureField)));
    }

    [Test]
    public void What_the_vector_says_about_itself_is_read()
    {
        var input = Headers.Input(Rfc9421Vector.InputField);

        Assert.Multiple(() =>
        {
            Assert.That(input.Label, Is.EqualTo("sig-b25"));
            Assert.That(input.Components, Is.EqualTo(Components));
            Assert.That(input.Created, Is.EqualTo(1618884473));
            Assert.That(input.KeyId, Is.EqualTo("test-shared-secret"));
            Assert.That((input.Expires, input.Nonce, input.Algorithm, input.Tag), Is.EqualTo(((long?)null, (string?)null, (string?)null, (string?)null)));
            Assert.That(input.Write(), Is.EqualTo(Rfc9421Vector.InputField));
        });
    }
}
