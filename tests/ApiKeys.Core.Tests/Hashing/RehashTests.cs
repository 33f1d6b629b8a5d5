using ApiKeys.Hashing;

namespace ApiKeys.Core.Tests.Hashing;

[TestFixture]
public class RehashTests
{
    [Test]
    public void Hash_of_an_older_pepper_matches_and_asks_for_a_new_one()
    {
        var stored = Hashes.Registry(peppers: Hashes.OldPepper).Hash(Hashes.Key, Hashes.KeyId);
        var rotated = Hashes.Registry(peppers: [Hashes.OldPepper, Hashes.NewPepper]);
        var fresh = rotated.Hash(Hashes.Key, Hashes.KeyId);
        Assert.That(rotated.Verify(stored), Is.EqualTo(HashVerdict.MatchNeedsRehash));
        Assert.That(rotated.Verify(Hashes.OtherKey, Hashes.KeyId, stored), Is.EqualTo(HashVerdict.Mismatch));
        Assert.That(fresh, Does.StartWith("$hmac-sha256$k=2026$"));
        Assert.That(rotated.Verify(fresh), Is.EqualTo(HashVerdict.Match));
    }

    [Test]
    public void Hash_of_a_pepper_that_is_gone_is_malformed()
    {
        var stored = Hashes.Registry(peppers: Hashes.OldPepper).Hash(Hashes.Key, Hashes.KeyId);
        Assert.That(Hashes.Registry(peppers: Hashes.NewPepper).Verify(stored), Is.EqualTo(HashVerdict.Malformed));
    }

    [Test]
    public void Pepper_of_the_same_name_and_other_bytes_matches_nothing()
    {
        var stored = Hashes.Registry(peppers: Hashes.OldPepper).Hash(Hashes.Key, Hashes.KeyId);
        var other = Hashes.Registry(peppers: new ApiKeyPepper("2025", new byte[32]));
        Assert.That(other.Verify(stored), Is.EqualTo(HashVerdict.Mismatch));
    }

    [Test]
    public void Fewer_iterations_than_today_ask_for_a_new_hash()
    {
        var weak = Hashes.Registry("pbkdf2-sha256", iterations: 10).Hash(Hashes.Key, Hashes.KeyId);
        var strong = Hashes.Registry("pbkdf2-sha256", iterations: 20).Hash(Hashes.Key, Hashes.KeyId);
        Assert.That(Hashes.Registry("pbkdf2-sha256", iterations: 11).Verify(weak), Is.EqualTo(HashVerdict.MatchNeedsRehash));
        Assert.That(Hashes.Registry("pbkdf2-sha256", iterations: 11).Verify(strong), Is.EqualTo(HashVerdict.Match));
    }

    [Test]
    public void Every_other_algorithm_than_todays_asks_for_a_new_hash()
    {
        foreach (var writer in Hashes.Algorithms)
        {
            var today = Hashes.Registry(writer, peppers: Hashes.OldPepper);
            foreach (var former in Hashes.Algorithms)
            {
                var stored = Hashes.Registry(former, peppers: Hashes.OldPepper).Hash(Hashes.Key, Hashes.KeyId);
                var expected = former == writer ? HashVerdict.Match : HashVerdict.MatchNeedsRehash;
                Assert.That(today.Verify(stored), Is.EqualTo(expected), $"{former} read by {writer}");
                Assert.That(today.Verify(Hashes.OtherKey, Hashes.KeyId, stored), Is.EqualTo(HashVerdict.Mismatch));
            }
        }
    }

    [Test]
    public void C_8_default_is_sha256_and_hmac_where_a_pepper_is_given()
    {
        Assert.That(Hashes.Registry().Hash(Hashes.Key, Hashes.KeyId), Does.StartWith("$sha256$"));
        Assert.That(Hashes.Registry(peppers: Hashes.OldPepper).Hash(Hashes.Key, Hashes.KeyId), Does.StartWith("$hmac-sha256$"));
    }

    [Test]
    public void Writer_that_does_not_exist_is_named() =>
        Assert.That(() => Hashes.Registry("rot13"), Throws.InvalidOperationException.With.Message.Contains("'rot13'"));

    [Test]
    public void Pepper_shows_its_name_alone() =>
        Assert.That(Hashes.OldPepper.ToString(), Is.EqualTo("ApiKeyPepper 2025"));
}
