using System.Security.Cryptography;
using System.Text;
using ApiKeys.Format;

namespace ApiKeys.Core.Tests.Format;

[TestFixture]
public class LookupDigestTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Test]
    public void Digest_of_a_known_text_is_known()
    {
        using var digest = new LookupDigest(null);
        Assert.That(digest.Of("acme_x"), Is.EqualTo("rRA85OXLyTxjP_HxADOBpvwdk7hVbk9qQz0HJtck3jI"));
    }

    [Test]
    public void Keyed_digest_is_the_hmac_of_label_and_text()
    {
        using var digest = new LookupDigest(Key);
        using var hmac = new HMACSHA256(Key);
        var expected = Convert.ToBase64String(hmac.ComputeHash(Encoding.ASCII.GetBytes("apikeys.lookup.v1\0acme_x")));
        Assert.That(digest.Of("acme_x"), Is.EqualTo(expected.TrimEnd('=').Replace('+', '-').Replace('/', '_')));
    }

    [Test]
    public void Digests_differ_by_text_and_by_key()
    {
        using var plain = new LookupDigest(null);
        using var keyed = new LookupDigest(Key);
        using var otherwise = new LookupDigest([.. Key.Reverse()]);
        var all = new[] { plain.Of("acme_x"), plain.Of("acme_y"), keyed.Of("acme_x"), keyed.Of("acme_y"), otherwise.Of("acme_x") };
        Assert.That(all, Is.Unique);
    }

    [Test]
    public void Digest_leaves_nothing_behind_for_the_next_text()
    {
        using var digest = new LookupDigest(null);
        var first = digest.Of("acme_x");
        digest.Of("acme_y");
        Assert.That(digest.Of("acme_x"), Is.EqualTo(first));
    }

    [Test]
    public void AC_033_lookup_id_of_a_key_without_public_id_holds_nothing_of_its_text()
    {
        using var format = Formats.Of(KeyTemplate.SalesOs);
        var key = format.Generate("live");
        Assert.That(key.LookupId, Has.Length.EqualTo(43));
        for (var i = 0; i + 8 <= key.Text.Length; i++)
        {
            Assert.That(key.LookupId, Does.Not.Contain(key.Text.Substring(i, 8)));
        }
    }

    [Test]
    public void Lookup_digest_is_no_stored_hash()
    {
        using var digest = new LookupDigest(null);
        var hash = Convert.ToBase64String(SHA256.HashData("acme_x"u8)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        Assert.That(digest.Of("acme_x"), Is.Not.EqualTo(hash));
    }

    [TestCase(31, ExpectedResult = false)]
    [TestCase(32, ExpectedResult = true)]
    public bool AC_228_short_lookup_key_stops_the_start(int bytes) =>
        StartUp.Complaints(builder => builder.AddInMemoryStore().ConfigureFormat(format => format.LookupKey = new byte[bytes])).Count == 0;
}
