using System.Security.Cryptography;
using System.Text;
using ApiKeys.Hashing;

namespace ApiKeys.Core.Tests.Hashing;

/// <summary>Stored strings that others computed (Python's hashlib; RFC 6070's inputs with SHA-2, as RFC 7914 section 11 does).</summary>
[TestFixture]
public class KnownAnswerTests
{
    private const string Sha256OfKey = "$sha256$qa2VMuKSMM7dE+HCup5KhrAJ8BbKEBeci7zeRAinN3g";
    private const string HmacOfKey = "$hmac-sha256$k=2025$eyTRDdimCytetdZGA3SO82iNiWdTtqNwbmhOmDswNR8";
    private const string Salt = "c2FsdFNBTFRzYWx0U0FMVHNhbHRTQUxUc2FsdFNBTFRzYWx0";
    private const string Pbkdf2Sha256 = $"$pbkdf2-sha256$i=4096${Salt}$NIyJ28vTKy8y2BS4EW6EzysXNH68GAAYHE4qH7jdU+HGNVGMfaxH6Q";
    private const string Pbkdf2Sha512 = $"$pbkdf2-sha512$i=4096${Salt}$jAUR9Mbll8asYxXY8DYuIl88UBSVuiO4aMAFF03E7nERW1n55gzZUy+jPg91rv4wIlxYOhhs2CvU2uqXJKPTuA";

    [Test]
    public void Sha256_is_the_digest_of_the_whole_text()
    {
        var hashers = Hashes.Registry();
        Assert.That(hashers.Hash(Hashes.Key, Hashes.KeyId), Is.EqualTo(Sha256OfKey));
        Assert.That(hashers.Verify(Sha256OfKey), Is.EqualTo(HashVerdict.Match));
        Assert.That(hashers.Verify(Hashes.OtherKey, Hashes.KeyId, Sha256OfKey), Is.EqualTo(HashVerdict.Mismatch));
    }

    [Test]
    public void Hmac_is_keyed_by_the_pepper_over_id_and_text()
    {
        var hashers = Hashes.Registry(peppers: Hashes.OldPepper);
        using var hmac = new HMACSHA256([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);
        var expected = hmac.ComputeHash([.. Encoding.UTF8.GetBytes(Hashes.KeyId), 0, .. Hashes.Key]);
        Assert.That(hashers.Hash(Hashes.Key, Hashes.KeyId), Is.EqualTo(HmacOfKey));
        Assert.That($"$hmac-sha256$k=2025${Hashes.Base64(expected)}", Is.EqualTo(HmacOfKey));
        Assert.That(hashers.Verify(HmacOfKey), Is.EqualTo(HashVerdict.Match));
        Assert.That(hashers.Verify(Hashes.OtherKey, Hashes.KeyId, HmacOfKey), Is.EqualTo(HashVerdict.Mismatch));
    }

    [TestCase(Pbkdf2Sha256)]
    [TestCase(Pbkdf2Sha512)]
    public void Pbkdf2_vector_matches(string stored)
    {
        var hashers = Hashes.Registry("pbkdf2-sha512", 4096);
        var right = stored == Pbkdf2Sha512 ? HashVerdict.Match : HashVerdict.MatchNeedsRehash;
        Assert.That(hashers.Verify("passwordPASSWORDpassword"u8, Hashes.KeyId, stored), Is.EqualTo(right));
        Assert.That(hashers.Verify("passwordPASSWORDpasswore"u8, Hashes.KeyId, stored), Is.EqualTo(HashVerdict.Mismatch));
    }

    [Test]
    public void Pbkdf2_writes_iterations_and_a_fresh_salt()
    {
        var hashers = Hashes.Registry("pbkdf2-sha256");
        var first = hashers.Hash(Hashes.Key, Hashes.KeyId);
        var second = hashers.Hash(Hashes.Key, Hashes.KeyId);
        Assert.That(first, Does.Match(@"^\$pbkdf2-sha256\$i=10\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$"));
        Assert.That(second, Is.Not.EqualTo(first));
    }

    [TestCaseSource(typeof(Hashes), nameof(Hashes.Algorithms))]
    public void What_is_hashed_matches_and_nothing_else_does(string algorithm)
    {
        var hashers = Hashes.Registry(algorithm, peppers: Hashes.OldPepper);
        var stored = hashers.Hash(Hashes.Key, Hashes.KeyId);
        Assert.That(stored, Does.StartWith($"${algorithm}$"));
        Assert.That(hashers.Verify(stored), Is.EqualTo(HashVerdict.Match));
        Assert.That(hashers.Verify(Hashes.OtherKey, Hashes.KeyId, stored), Is.EqualTo(HashVerdict.Mismatch));
        Assert.That(hashers.Verify([], Hashes.KeyId, stored), Is.EqualTo(HashVerdict.Mismatch));
        Assert.That(hashers.Verify([.. Hashes.Key, (byte)'A'], Hashes.KeyId, stored), Is.EqualTo(HashVerdict.Mismatch));
    }

    // PBKDF2 cannot tell them apart (RFC 2104 pads a short HMAC key with NULs); the parser refuses NULs before any hasher is asked.
    [TestCase("sha256")]
    [TestCase("hmac-sha256")]
    public void A_trailing_nul_is_another_key(string algorithm)
    {
        var hashers = Hashes.Registry(algorithm, peppers: Hashes.OldPepper);
        var stored = hashers.Hash(Hashes.Key, Hashes.KeyId);
        Assert.That(hashers.Verify([.. Hashes.Key, 0], Hashes.KeyId, stored), Is.EqualTo(HashVerdict.Mismatch));
    }

    [TestCaseSource(typeof(Hashes), nameof(Hashes.Algorithms))]
    public async Task Hashers_do_not_mix_on_eight_threads(string algorithm)
    {
        var hashers = Hashes.Registry(algorithm, peppers: Hashes.OldPepper);
        var keys = Enumerable.Range(0, 50).Select(i => Encoding.ASCII.GetBytes($"key {i}")).ToList();
        var stored = keys.ConvertAll(key => hashers.Hash(key, Hashes.KeyId));
        var verdicts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => keys.Select((key, i) => hashers.Verify(key, Hashes.KeyId, stored[i])).ToList())));
        Assert.That(verdicts.SelectMany(all => all), Is.All.EqualTo(HashVerdict.Match));
    }
}
