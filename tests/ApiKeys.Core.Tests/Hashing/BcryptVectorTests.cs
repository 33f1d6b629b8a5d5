using System.Text;
using ApiKeys.Core.Tests.Vectors;
using ApiKeys.Hashing;
using ApiKeys.Hashing.Bcrypt;

namespace ApiKeys.Core.Tests.Hashing;

/// <summary>Known answers, and agreement with <c>crypt_r</c>.</summary>
[TestFixture]
[Category("HashVectors")]
internal sealed class BcryptVectorTests
{
    private const int Sets = 2_000;
    private static readonly BcryptApiKeyHasher Hasher = new(4, 12);

    // libxcrypt's $2a$ answers otherwise than OpenBSD for a few keys, on purpose: we follow OpenBSD, whose $2b$ is the row below.
    private static readonly string[] Countermeasures =
    [
        "$2a$05$/OK.fbVrR/bpIqNJ5ianF.nqd1wy.pTMdcvrRWxyiGL2eMz.2a85.",
        "$2a$05$/OK.fbVrR/bpIqNJ5ianF.ZC1JEJ8Z4gPfpe1JOr/oyPXTWl9EFd.",
    ];

    [Test]
    public void Openwalls_tests_are_met()
    {
        Assert.That(SlowHashVectors.Openwall, Has.Count.EqualTo(28));
        foreach (var vector in SlowHashVectors.Openwall)
        {
            var (key, stored) = (vector.Hex("password_hex"), vector.Text("hash"));
            var expected = stored.StartsWith("$2x$", StringComparison.Ordinal) ? HashVerdict.Malformed
                : key.Length > 72 || Countermeasures.Contains(stored) ? HashVerdict.Mismatch
                : HashVerdict.Match;
            Assert.That(Hasher.Verify(key, "", stored), Is.EqualTo(expected), $"{vector}");
            if (key.Length > 72)
            {
                Assert.That(Hasher.Verify(key.AsSpan(0, 72), "", stored), Is.EqualTo(HashVerdict.Match), "the computation is right, and a key is all of its bytes");
            }
        }
    }

    [Test]
    public void AC_047_settings_that_Openwall_refuses_are_malformed()
    {
        Assert.That(SlowHashVectors.OpenwallInvalid, Has.Count.EqualTo(6));
        foreach (var vector in SlowHashVectors.OpenwallInvalid)
        {
            Assert.That(Hasher.Verify("U*U"u8, "", vector.GetString() + "E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"), Is.EqualTo(HashVerdict.Malformed));
        }
    }

    [Test]
    public void Hashes_made_by_BCrypt_Net_Next_are_met()
    {
        Assert.That(SlowHashVectors.BcryptNetNext, Has.Count.EqualTo(18));
        foreach (var vector in SlowHashVectors.BcryptNetNext)
        {
            Assert.That(Hasher.Verify(vector.Utf8("password"), "", vector.Text("hash")), Is.EqualTo(HashVerdict.Match), $"{vector}");
            Assert.That(Hasher.Verify([.. vector.Utf8("password"), (byte)'x'], "", vector.Text("hash")), Is.EqualTo(HashVerdict.Mismatch));
        }
    }

    // Passlib's own tests of the scheme.
    [TestCase("", "$bcrypt-sha256$v=2,t=2b,r=5$E/e/2AOhqM5W/KJTFQzLce$WFPIZKtDDTriqWwlmRFfHiOTeheAZWe")]
    [TestCase("password", "$bcrypt-sha256$v=2,t=2b,r=5$5Hg1DKFqPE8C2aflZ5vVoe$wOK1VFFtS8IGTrGa7.h5fs0u84qyPbS")]
    public void Hash_made_by_Passlib_is_met(string key, string stored)
    {
        var hasher = new BcryptSha256ApiKeyHasher(4, 12);
        Assert.That(hasher.Verify(Encoding.ASCII.GetBytes(key), "", stored), Is.EqualTo(HashVerdict.Match));
        Assert.That(hasher.Verify(Encoding.ASCII.GetBytes(key + "x"), "", stored), Is.EqualTo(HashVerdict.Mismatch));
    }

    [Test]
    [Category("Differential")]
    public void It_agrees_with_crypt_r()
    {
        NativeLibraries.Need(ReferenceBcrypt.Library);
        var dice = new Dice(2026);
        for (var i = 0; i < Sets; i++)
        {
            var cost = i % 100 == 0 ? 6 : 4;
            var salt = dice.Bytes(BcryptHash.SaltBytes);
            byte[] key = [.. dice.Bytes(dice.Next(73)).Where(one => one != 0)];
            var digest = new byte[BcryptHash.DigestBytes];
            BcryptHash.Compute(key, salt, cost, digest);
            var ours = BcryptString.Write(cost, salt, digest);
            Assert.That(ours, Is.EqualTo(ReferenceBcrypt.Compute(key, ours[..29])), $"set {i}");
        }
    }

    [Test]
    public void Four_at_once_are_what_one_at_a_time_is()
    {
        var dice = new Dice(4);
        for (var i = 0; i < 20; i++)
        {
            var (key, salts) = (dice.Bytes(dice.Next(80)), dice.Bytes(4 * BcryptHash.SaltBytes));
            var four = new byte[4 * BcryptHash.DigestBytes];
            BcryptHash.ComputeFour(key, salts, 4, four);
            for (var lane = 0; lane < 4; lane++)
            {
                var one = new byte[BcryptHash.DigestBytes];
                BcryptHash.Compute(key, salts.AsSpan(lane * BcryptHash.SaltBytes, BcryptHash.SaltBytes), 4, one);
                Assert.That(four.AsSpan(lane * BcryptHash.DigestBytes, BcryptHash.DigestBytes).ToArray(), Is.EqualTo(one));
            }
        }
    }
}
