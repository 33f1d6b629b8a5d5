using System.Text;
using ApiKeys.Hashing;
using ApiKeys.Hashing.Bcrypt;

namespace ApiKeys.Core.Tests.Hashing;

/// <summary>What bcrypt gets wrong in other hands: length, NUL, prefixes, spare bits, costs.</summary>
[TestFixture]
internal sealed class BcryptHasherTests
{
    private const string Stored = "$2b$04$abcdefghijklmnopqrstuu";
    private static readonly BcryptApiKeyHasher Hasher = new(4, 6);
    private static readonly BcryptSha256ApiKeyHasher LongHasher = new(4, 6);

    private static byte[] SeventyTwo { get; } = Encoding.ASCII.GetBytes(new string('k', 72));

    private static IEnumerable<string?> Malformed
    {
        get
        {
            var good = Hasher.Hash(Hashes.Key, "");
            return
            [
                null, "", "x", "$2a$05$", "$2x$05$", "$2b$", "$bcrypt$", good[..^1], good + "a", good[..^1] + "\0", " " + good, good + "\n", good + "$",
                good.Replace("$2b$", "$2x$"), good.Replace("$2b$", "$2$"), good.Replace("$2b$", "$2c$"), good.Replace("$2b$", "$2B$"), good.Replace("$2b$", "2b$$"),
                good.Replace("$04$", "$03$"), good.Replace("$04$", "$00$"), good.Replace("$04$", "$07$"), good.Replace("$04$", "$15$"), good.Replace("$04$", "$31$"),
                good.Replace("$04$", "$32$"), good.Replace("$04$", "$99$"), good.Replace("$04$", "$4$"), good.Replace("$04$", "$ 4$"), good.Replace("$04$", "$+4$"), good.Replace("$04$", "$-4$"),
                good.Replace("$04$", "$\u0660\u0664$"), good.Replace("$04$", "$004$"), good[..10] + "=" + good[11..], good[..10] + "+" + good[11..], good[..10] + "$" + good[11..],
                new string('$', 10_240), "$2b$04$" + new string('a', 10_240),
            ];
        }
    }

    [Test]
    public void It_writes_the_newest_prefix_the_cost_and_a_fresh_salt()
    {
        var first = Hasher.Hash(Hashes.Key, "");
        Assert.That(first, Does.Match(@"^\$2b\$04\$[./A-Za-z0-9]{21}[.Oeu][./A-Za-z0-9]{30}[.CGKOSWaeimquy26]$"));
        Assert.That(Hasher.Hash(Hashes.Key, ""), Is.Not.EqualTo(first));
        Assert.That(Hasher.Verify(Hashes.Key, "", first), Is.EqualTo(HashVerdict.Match));
        Assert.That(Hasher.Verify(Hashes.OtherKey, "", first), Is.EqualTo(HashVerdict.Mismatch));
        Assert.That(Hasher.Verify([], "", first), Is.EqualTo(HashVerdict.Mismatch));
        Assert.That(LongHasher.Hash(Hashes.Key, ""), Does.Match(@"^\$bcrypt-sha256\$v=2,t=2b,r=4\$[./A-Za-z0-9]{22}\$[./A-Za-z0-9]{31}$"));
    }

    [Test]
    public void Prefixes_2a_2b_and_2y_mean_the_same()
    {
        var stored = Hasher.Hash(Hashes.Key, "");
        foreach (var prefix in new[] { "$2a$", "$2b$", "$2y$" })
        {
            Assert.That(Hasher.Verify(Hashes.Key, "", stored.Replace("$2b$", prefix)), Is.EqualTo(HashVerdict.Match), prefix);
            Assert.That(PhcString.AlgorithmOf(stored.Replace("$2b$", prefix)).ToString(), Is.EqualTo("bcrypt"));
        }
    }

    [TestCaseSource(nameof(Malformed))]
    public void AC_047_malformed_string_matches_nothing_and_throws_nothing(string? stored)
    {
        Assert.That(Hasher.Verify(Hashes.Key, "", stored!), Is.EqualTo(HashVerdict.Malformed));
        Assert.That(Hasher.Verify([], "", stored!), Is.EqualTo(HashVerdict.Malformed), "AC-049");
        Assert.That(Hashes.Registry().Verify(stored!), Is.EqualTo(HashVerdict.Malformed));
        Assert.That(Hasher.VerifyMany(Hashes.Key, [stored!]), Is.EqualTo(-1));
    }

    [TestCase("v=1,t=2b,r=4")]
    [TestCase("v=2,t=2a,r=4")]
    [TestCase("v=2,r=4,t=2b")]
    [TestCase("v=2,t=2b,r=04")]
    [TestCase("v=2,t=2b,r=3")]
    [TestCase("v=2,t=2b,r=7")]
    [TestCase("v=2,t=2b,r=31")]
    [TestCase("v=2,t=2b,r=4,")]
    [TestCase("v=2, t=2b,r=4")]
    [TestCase("")]
    public void AC_048_other_parameters_of_the_long_form_are_malformed(string parameters)
    {
        var stored = LongHasher.Hash(Hashes.Key, "");
        Assert.That(LongHasher.Verify(Hashes.Key, "", stored), Is.EqualTo(HashVerdict.Match));
        Assert.That(LongHasher.Verify(Hashes.Key, "", stored.Replace("v=2,t=2b,r=4", parameters)), Is.EqualTo(HashVerdict.Malformed));
    }

    [Test]
    public void AC_044_bytes_behind_the_72nd_are_never_left_out()
    {
        byte[] longer = [.. SeventyTwo, (byte)'a'], other = [.. SeventyTwo, (byte)'b'];
        Assert.That(() => Hasher.Hash(longer, ""), Throws.ArgumentException);
        var stored = Hasher.Hash(SeventyTwo, "");
        Assert.That(Hasher.Verify(SeventyTwo, "", stored), Is.EqualTo(HashVerdict.Match));
        Assert.That(Hasher.Verify(longer, "", stored), Is.EqualTo(HashVerdict.Mismatch));
        var whole = LongHasher.Hash(longer, "");
        Assert.That(LongHasher.Verify(longer, "", whole), Is.EqualTo(HashVerdict.Match));
        Assert.That(LongHasher.Verify(other, "", whole), Is.EqualTo(HashVerdict.Mismatch));
        Assert.That(LongHasher.Verify(SeventyTwo, "", whole), Is.EqualTo(HashVerdict.Mismatch));
    }

    [Test]
    public void AC_044_a_hash_that_another_library_has_cut_off_matches_no_longer_key()
    {
        var (salt, digest) = (new byte[BcryptHash.SaltBytes], new byte[BcryptHash.DigestBytes]);
        byte[] longer = [.. SeventyTwo, (byte)'a'];
        BcryptHash.Compute(longer, salt, 4, digest);
        Assert.That(Hasher.Verify(longer, "", BcryptString.Write(4, salt, digest)), Is.EqualTo(HashVerdict.Mismatch));
        Assert.That(Hasher.Verify(SeventyTwo, "", BcryptString.Write(4, salt, digest)), Is.EqualTo(HashVerdict.Match));
    }

    [Test]
    public void Key_that_begins_anew_behind_a_NUL_is_refused()
    {
        var stored = Hasher.Hash("ab"u8, "");
        Assert.That(Hasher.Verify("ab"u8, "", stored), Is.EqualTo(HashVerdict.Match));
        Assert.That(Hasher.Verify("ab\0ab"u8, "", stored), Is.EqualTo(HashVerdict.Mismatch));
        Assert.That(Hasher.VerifyMany("ab\0ab"u8, [stored]), Is.EqualTo(-1));
        Assert.That(() => Hasher.Hash("ab\0ab"u8, ""), Throws.ArgumentException);
        Assert.That(LongHasher.Verify("ab\0ab"u8, "", LongHasher.Hash("ab"u8, "")), Is.EqualTo(HashVerdict.Mismatch));
    }

    [Test]
    public void Salt_and_digest_have_one_spelling()
    {
        var digest = new byte[BcryptHash.DigestBytes];
        var salt = new byte[BcryptHash.SaltBytes];
        Assert.That(BcryptBase64.TryDecode("abcdefghijklmnopqrstuu", salt), Is.True);
        BcryptHash.Compute(Hashes.Key, salt, 4, digest);
        var good = BcryptString.Write(4, salt, digest);
        Assert.That(good, Does.StartWith(Stored));
        Assert.That(Hasher.Verify(Hashes.Key, "", good), Is.EqualTo(HashVerdict.Match));
        foreach (var spare in "vwxyz012345./")
        {
            Assert.That(Hasher.Verify(Hashes.Key, "", good[..28] + spare + good[29..]), Is.Not.EqualTo(HashVerdict.Match), $"salt {spare}");
        }

        foreach (var spare in "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".Where(one => one != good[^1]))
        {
            Assert.That(Hasher.Verify(Hashes.Key, "", good[..^1] + spare), Is.Not.EqualTo(HashVerdict.Match), $"digest {spare}");
        }
    }

    [Test]
    public void Lower_cost_than_todays_asks_for_a_new_hash()
    {
        var stored = Hasher.Hash(Hashes.Key, "");
        Assert.That(new BcryptApiKeyHasher(5, 6).Verify(Hashes.Key, "", stored), Is.EqualTo(HashVerdict.MatchNeedsRehash));
        Assert.That(new BcryptApiKeyHasher(5, 6).Verify(Hashes.OtherKey, "", stored), Is.EqualTo(HashVerdict.Mismatch));
        Assert.That(Hasher.Verify(Hashes.Key, "", new BcryptApiKeyHasher(5, 6).Hash(Hashes.Key, "")), Is.EqualTo(HashVerdict.Match));
        Assert.That(new BcryptSha256ApiKeyHasher(5, 6).Verify(Hashes.Key, "", LongHasher.Hash(Hashes.Key, "")), Is.EqualTo(HashVerdict.MatchNeedsRehash));
    }

    [Test]
    public void Key_that_the_writer_cannot_take_is_not_written_anew()
    {
        byte[] longer = [.. SeventyTwo, (byte)'a'];
        var stored = Hashes.Registry("sha256").Hash(longer, "");
        Assert.That(Hashes.Registry("bcrypt").Verify(longer, "", stored), Is.EqualTo(HashVerdict.Match));
        Assert.That(Hashes.Registry("bcrypt-sha256").Verify(longer, "", stored), Is.EqualTo(HashVerdict.MatchNeedsRehash));
    }

    [Test]
    public void Any_flipped_bit_and_any_other_key_is_refused()
    {
        var stored = Hasher.Hash(Hashes.Key, "");
        var digest = new byte[BcryptHash.DigestBytes];
        Assert.That(BcryptBase64.TryDecode(stored.AsSpan(29), digest), Is.True);
        for (var bit = 0; bit < digest.Length * 8; bit++)
        {
            digest[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.That(Hasher.Verify(Hashes.Key, "", stored[..29] + BcryptBase64.Encode(digest)), Is.EqualTo(HashVerdict.Mismatch), $"bit {bit}");
            digest[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        var key = Hashes.Key.ToArray();
        for (var i = 0; i < key.Length; i++)
        {
            key[i] ^= 1;
            Assert.That(Hasher.Verify(key, "", stored), Is.EqualTo(HashVerdict.Mismatch), $"byte {i}");
            key[i] ^= 1;
        }
    }

    [Test]
    public void Hash_for_unknown_keys_is_of_a_key_that_bcrypt_takes()
    {
        for (var i = 0; i < 200; i++)
        {
            Assert.That(() => Hashes.Registry("bcrypt"), Throws.Nothing);
        }
    }

    [Test]
    public void Many_stored_hashes_are_told_apart()
    {
        var other = new BcryptApiKeyHasher(5, 6);
        List<string> stored = [.. Enumerable.Range(0, 9).Select(i => (i % 3 == 0 ? other : Hasher).Hash(Encoding.ASCII.GetBytes($"key {i}"), "")), "x", "$2b$15$" + new string('.', 53)];
        for (var count = 0; count <= stored.Count; count++)
        {
            for (var i = 0; i < 9; i++)
            {
                Assert.That(Hasher.VerifyMany(Encoding.ASCII.GetBytes($"key {i}"), stored[..count].ToArray()), Is.EqualTo(i < count ? i : -1), $"{i} of {count}");
            }
        }

        Assert.That(Hasher.VerifyMany("key 9"u8, stored.ToArray()), Is.EqualTo(-1));
        Assert.That(Hasher.VerifyMany([.. SeventyTwo, (byte)'a'], [Hasher.Hash(SeventyTwo, "")]), Is.EqualTo(-1));
    }
}
