using ApiKeys.Hashing;

namespace ApiKeys.Core.Tests.Hashing;

[TestFixture]
public class AlteredHashTests
{
    [TestCaseSource(typeof(Hashes), nameof(Hashes.Algorithms))]
    public void Any_flipped_bit_of_a_stored_hash_matches_nothing(string algorithm)
    {
        var hashers = Hashes.Registry(algorithm, peppers: Hashes.OldPepper);
        var stored = hashers.Hash(Hashes.Key, Hashes.KeyId);
        var cut = stored.LastIndexOf('$') + 1;
        var bytes = Convert.FromBase64String(stored[cut..].PadRight((stored.Length - cut + 3) / 4 * 4, '='));
        Assert.That(hashers.Verify(stored[..cut] + Hashes.Base64(bytes)), Is.EqualTo(HashVerdict.Match));
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.That(hashers.Verify(stored[..cut] + Hashes.Base64(bytes)), Is.EqualTo(HashVerdict.Mismatch), $"bit {bit}");
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [TestCaseSource(typeof(Hashes), nameof(Hashes.Algorithms))]
    public void Any_other_character_in_a_stored_string_matches_nothing(string algorithm)
    {
        var hashers = Hashes.Registry(algorithm, peppers: Hashes.OldPepper);
        var stored = hashers.Hash(Hashes.Key, Hashes.KeyId);
        foreach (var other in "$A0=+\0")
        {
            for (var i = 0; i < stored.Length; i++)
            {
                if (stored[i] != other)
                {
                    var verdict = hashers.Verify(stored[..i] + other + stored[(i + 1)..]);
                    Assert.That(verdict, Is.EqualTo(HashVerdict.Mismatch).Or.EqualTo(HashVerdict.Malformed), $"'{other}' at {i}");
                }
            }
        }
    }

    [TestCase("sha256")]
    [TestCase("hmac-sha256")]
    public void AC_047_cut_stored_string_is_malformed(string algorithm)
    {
        var hashers = Hashes.Registry(algorithm, peppers: Hashes.OldPepper);
        var stored = hashers.Hash(Hashes.Key, Hashes.KeyId);
        for (var length = 0; length < stored.Length; length++)
        {
            Assert.That(hashers.Verify(stored[..length]), Is.EqualTo(HashVerdict.Malformed), stored[..length]);
        }
    }

    [TestCase("sha256", HashVerdict.Match)]
    [TestCase("hmac-sha256", HashVerdict.Mismatch)]
    public void AC_043_hash_moved_to_another_key_opens_nothing_with_a_pepper(string algorithm, HashVerdict expected)
    {
        var hashers = Hashes.Registry(algorithm, peppers: Hashes.OldPepper);
        var stored = hashers.Hash(Hashes.Key, Hashes.KeyId);
        Assert.That(hashers.Verify(Hashes.Key, "key-2", stored), Is.EqualTo(expected));
    }

    [Test]
    public void AC_043_id_and_key_cannot_lend_each_other_characters()
    {
        var hashers = Hashes.Registry(peppers: Hashes.OldPepper);
        var stored = hashers.Hash("bc"u8, "a");
        Assert.That(hashers.Verify("bc"u8, "a", stored), Is.EqualTo(HashVerdict.Match));
        Assert.That(hashers.Verify("c"u8, "ab", stored), Is.EqualTo(HashVerdict.Mismatch));
    }

    [TestCase(128)]
    [TestCase(512)]
    [TestCase(513)]
    [TestCase(5_000)]
    public void Long_key_id_is_bound_and_throws_nothing(int length)
    {
        var hashers = Hashes.Registry(peppers: Hashes.OldPepper);
        var id = new string('i', length);
        var stored = hashers.Hash(Hashes.Key, id);
        Assert.That(hashers.Verify(Hashes.Key, id, stored), Is.EqualTo(HashVerdict.Match));
        Assert.That(hashers.Verify(Hashes.Key, id + "i", stored), Is.EqualTo(HashVerdict.Mismatch));
        Assert.That(hashers.Verify(Hashes.Key, id[1..], stored), Is.EqualTo(HashVerdict.Mismatch));
    }

    [TestCaseSource(typeof(Hashes), nameof(Hashes.Algorithms))]
    public void Unknown_key_is_hashed_against_nothing_without_an_exception(string algorithm)
    {
        var hashers = Hashes.Registry(algorithm, peppers: Hashes.OldPepper);
        Assert.That(() => hashers.VerifyNothing(Hashes.Key, null), Throws.Nothing);
        Assert.That(() => hashers.VerifyNothing([], null), Throws.Nothing);
    }
}
