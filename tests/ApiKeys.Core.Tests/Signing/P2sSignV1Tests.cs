using System.Security.Cryptography;
using System.Text;
using ApiKeys.Signing;

namespace ApiKeys.Core.Tests.Signing;

/// <summary>The chain of P2S-SIGN-V1, against known signatures and against the platform's own HMAC.</summary>
internal sealed class P2sSignV1Tests
{
    private static IReadOnlyList<P2sVector> Vectors => P2sVector.All;

    [TestCaseSource(nameof(Vectors))]
    public void AC_180_known_signatures_are_met(object known)
    {
        var vector = (P2sVector)known;
        var key = new byte[32];
        P2sSignV1.DeriveKey(vector.Secret, vector.ApiKey, key);
        Assert.That(key, Is.EqualTo(vector.K1));
        var signature = new byte[32];
        P2sSignV1.Sign(key, vector.Timestamp, vector.Method, vector.Path, SHA256.HashData(vector.Body), signature);
        Assert.That(signature, Is.EqualTo(vector.Signature));
        Assert.That(P2sSignV1.WriteHeader(vector.ApiKey, vector.Timestamp, signature), Is.EqualTo(vector.Header));
    }

    [Test]
    public void S_34_there_are_five_known_signatures() => Assert.That(Vectors, Has.Count.EqualTo(5));

    [Test]
    public void S_31_every_step_is_the_platforms_hmac()
    {
        foreach (var length in new[] { 1, 31, 32, 63, 64, 65, 200, 5_000 })
        {
            var key = RandomNumberGenerator.GetBytes(length);
            var message = RandomNumberGenerator.GetHexString(length);
            var computed = new byte[32];
            HmacSha256.Compute(key, Encoding.ASCII.GetBytes(message), computed);
            Assert.That(computed, Is.EqualTo(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(message))), $"{length}");
            HmacSha256.Compute(key, message.AsSpan(), computed);
            Assert.That(computed, Is.EqualTo(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(message))), $"{length}");
        }
    }

    [Test]
    public void S_33_a_secret_is_worth_nothing_under_another_api_key()
    {
        var (one, other) = (new byte[32], new byte[32]);
        P2sSignV1.DeriveKey("secret", "sk_live_1", one);
        P2sSignV1.DeriveKey("secret", "sk_live_2", other);
        Assert.That(one, Is.Not.EqualTo(other));
    }

    [Test]
    public void Wrong_sizes_are_refused()
    {
        var (right, wrong) = (new byte[32], new byte[31]);
        Assert.That(() => P2sSignV1.Sign(wrong, 1, "GET", "/", right, right), Throws.ArgumentException);
        Assert.That(() => P2sSignV1.Sign(right, 1, "GET", "/", wrong, right), Throws.ArgumentException);
        Assert.That(() => P2sSignV1.Sign(right, 1, "GET", "/", right, wrong), Throws.ArgumentException);
        Assert.That(() => P2sSignV1.DeriveKey("", "k", right), Throws.ArgumentException);
        Assert.That(() => P2sSignV1.DeriveKey("s", "", right), Throws.ArgumentException);
        Assert.That(() => P2sSignV1.DeriveKey("s", "k", wrong), Throws.ArgumentException);
    }
}
