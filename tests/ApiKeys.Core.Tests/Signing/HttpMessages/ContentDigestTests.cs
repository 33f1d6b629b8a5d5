using System.Security.Cryptography;
using ApiKeys.Signing.HttpMessages;

namespace ApiKeys.Core.Tests.Signing.HttpMessages;

[TestFixture]
internal sealed class ContentDigestTests
{
    // Of the body of RFC 9421 appendix B.2, which has the SHA-512.
    private const string Sha256 = "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:";
    private const string Sha512 = "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:";
    private static readonly byte[] Digest = SHA256.HashData("{\"hello\": \"world\"}"u8);

    [TestCase(Sha256)]
    [TestCase(Sha512 + ", " + Sha256)]
    [TestCase(Sha256 + "," + Sha512)]
    [TestCase("md5=:AA==:, " + Sha256 + ", unixsum=::")]
    public void The_SHA_256_is_read(string field)
    {
        Assert.That(ContentDigest.TryRead(field, out var digest, out var error), Is.True, error);
        Assert.That(digest, Is.EqualTo(Digest));
    }

    [Test]
    public void The_SHA_256_is_written()
    {
        Assert.That(ContentDigest.Write(Digest), Is.EqualTo(Sha256));
        Assert.That(ContentDigest.TryRead(ContentDigest.Write(Digest), out var digest, out _), Is.True);
        Assert.That(digest, Is.EqualTo(Digest));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase(Sha512)]
    [TestCase("SHA-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:")]
    [TestCase(Sha256 + ", " + Sha256)]
    [TestCase(Sha256 + ",")]
    [TestCase(Sha256 + ", md5=\"AA==\"")]
    [TestCase("sha-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=")]
    [TestCase("sha-256=\"X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=\"")]
    [TestCase("sha-256=(\"X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=\")")]
    [TestCase("sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPF=:", Description = "spare bits")]
    [TestCase("sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE:", Description = "no padding")]
    [TestCase("sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBA==:", Description = "31 bytes")]
    [TestCase("sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPEA:", Description = "33 bytes")]
    [TestCase("sha-256=::")]
    [TestCase("sha-256")]
    public void Anything_else_is_refused(string? field)
    {
        Assert.That(ContentDigest.TryRead(field, out var digest, out var error), Is.False);
        Assert.That(digest, Is.Null);
        Assert.That(error, Is.Not.Empty);
    }

    [TestCase(0)]
    [TestCase(31)]
    [TestCase(33)]
    public void What_is_no_SHA_256_is_not_written(int length) => Assert.That(() => ContentDigest.Write(new byte[length]), Throws.ArgumentException);
}
