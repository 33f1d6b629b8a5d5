using ApiKeys.Hashing;

namespace ApiKeys.Core.Tests.Hashing;

[TestFixture]
public class MalformedHashTests
{
    private const string Digest = "qa2VMuKSMM7dE+HCup5KhrAJ8BbKEBeci7zeRAinN3g";
    private const string Salt = "c2FsdFNBTFRzYWx0U0FMVA";

    private static IEnumerable<string?> Malformed =>
    [
        null, "", "x", " ", "$", "$$", "$$$", "$$$$", "sha256", $"sha256${Digest}", Digest,
        "$sha256", "$sha256$", "$sha256$$", $"$sha256$${Digest}", $"$sha256${Digest}$", $"$$sha256${Digest}",
        $"$sha256${Digest}=", $"$sha256${Digest} ", $"$sha256$ {Digest}", $"$sha256${Digest}\n", $"$sha256${Digest}\0",
        $"$sha256${Digest[..^1]}h", $"$sha256${Digest[..^1]}", $"$sha256${Digest[..42]}", $"$sha256${Digest[..20]}", $"$sha256${Digest}AA",
        $"$sha256${Digest.Replace('+', '-')}", $"$SHA256${Digest}", $"$sha256 ${Digest}", $"$sha256$i=1${Digest}",
        $"$sha1${Digest}", "$2a$05$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234", "$2x$10$x", "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA",
        $"$hmac-sha256${Digest}", $"$hmac-sha256$k=${Digest}", $"$hmac-sha256$k=2024${Digest}", $"$hmac-sha256$2025${Digest}",
        $"$hmac-sha256$K=2025${Digest}", $"$hmac-sha256$k=2025 ${Digest}", "$hmac-sha256$k=2025$", $"$hmac-sha256$k=2025${Digest}${Digest}",
        $"$pbkdf2-sha256${Salt}${Digest}", $"$pbkdf2-sha256$i=10$${Digest}", $"$pbkdf2-sha256$i=10$c2FsdA${Digest}", $"$pbkdf2-sha256$i=10${Salt}$",
        $"$pbkdf2-sha256$i=10${Salt}$c2hvcnQ", $"$pbkdf2-sha256$i=10${Salt}=${Digest}", $"$pbkdf2-sha256$i=10${Salt}${Digest}${Digest}",
        "$sha256$" + new string('A', 10_240), new string('$', 10_240), new string('x', 10_240),
        "$pbkdf2-sha256$i=10$" + new string('A', 10_240) + "$" + Digest,
    ];

    [TestCaseSource(nameof(Malformed))]
    public void AC_047_malformed_stored_string_matches_nothing_and_throws_nothing(string? stored)
    {
        var hashers = Hashes.Registry(peppers: Hashes.OldPepper);
        Assert.That(hashers.Verify(stored!), Is.EqualTo(HashVerdict.Malformed));
    }

    [TestCaseSource(nameof(Malformed))]
    public void AC_049_malformed_stored_string_does_not_match_the_empty_key(string? stored)
    {
        var hashers = Hashes.Registry(peppers: Hashes.OldPepper);
        Assert.That(hashers.Verify([], "", stored!), Is.EqualTo(HashVerdict.Malformed));
    }

    [TestCase("0")]
    [TestCase("-1")]
    [TestCase("+1")]
    [TestCase(" 1")]
    [TestCase("1 ")]
    [TestCase("01")]
    [TestCase("1e3")]
    [TestCase("0x10")]
    [TestCase("")]
    [TestCase("1,p=1")]
    [TestCase("2000001")]
    [TestCase("2147483647")]
    [TestCase("2147483648")]
    [TestCase("4294967297")]
    [TestCase("99999999999")]
    [TestCase("99999999999999999999999999")]
    [TestCase("\u0661\u0660")]
    public void AC_048_iterations_out_of_bounds_are_refused_without_computing(string iterations)
    {
        // A verdict of Mismatch would mean that the work was done.
        var hashers = Hashes.Registry();
        Assert.That(hashers.Verify($"$pbkdf2-sha256$i={iterations}${Salt}${Digest}"), Is.EqualTo(HashVerdict.Malformed));
        Assert.That(hashers.Verify($"$pbkdf2-sha512$i={iterations}${Salt}${Digest}"), Is.EqualTo(HashVerdict.Malformed));
    }

    [Test]
    public void AC_048_iterations_within_bounds_are_computed()
    {
        var hashers = Hashes.Registry();
        Assert.That(hashers.Verify($"$pbkdf2-sha256$i=10${Salt}${Digest}"), Is.EqualTo(HashVerdict.Mismatch));
        Assert.That(hashers.Verify($"$pbkdf2-sha256$i=1${Salt}${Digest}"), Is.EqualTo(HashVerdict.Mismatch));
    }
}
