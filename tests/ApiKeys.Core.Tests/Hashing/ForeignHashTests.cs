using System.Security.Cryptography;
using System.Text;
using ApiKeys.Hashing;
using Microsoft.Extensions.Options;

namespace ApiKeys.Core.Tests.Hashing;

/// <summary>Other systems' hashes. Those on this page were made with Python 3's hashlib, base64 and struct.</summary>
[TestFixture]
public class ForeignHashTests
{
    private const string Hex = "f3d1f4ec3fca5a9ff1c1f576f2513bc99acba057947a5ebffdab4e8e1d689edf";
    private const string Base64 = "89H07D/KWp/xwfV28lE7yZrLoFeUel6//atOjh1ont8=";
    private const string Base64Url = "89H07D_KWp_xwfV28lE7yZrLoFeUel6__atOjh1ont8";
    private const string Plain512 = "e04073e20cae05ec75738e11fe65deb14ab57c9711cb7586cef915bd60e553c5ea6f8432aaf6127b715cc2ecf69af00a18bcbd84222ff53fea5cec42bc7a861d";
    private const string Salted512 = "68b709bfdbf0af8116ef13ded0f521ce0b68868cbcd2dbc7665f75ce52ccc84530904e83a960165a5950ca199eba9ff88cca8747d97055aec36507210f74ba9a";
    private const string IdentitySha1 = "AQAAAAAAAAPoAAAAEAABAgMEBQYHCAkKCwwNDg+vjkMfXHrEoHzmD8f8/Rz0Yco3HhWatytf/Hdp6Sp8hQ==";
    private const string IdentitySha256 = "AQAAAAEAACcQAAAAEAABAgMEBQYHCAkKCwwNDg8Ouiw8rUBtihibMs25Jvi2BGOgghyuxXwkV0vc3HJ5Mw==";
    private const string IdentitySha512 = "AQAAAAIAAYagAAAAEAABAgMEBQYHCAkKCwwNDg+Im5RB4Ic505vvyvPYHzP1G6UmOAoNKqMUZrJUM3RujA==";

    private static readonly byte[] Key = Encoding.ASCII.GetBytes("sk_live_0123456789abcdefghijklmnopqrstuv");
    private static readonly byte[] OtherKey = Encoding.ASCII.GetBytes("sk_live_0123456789abcdefghijklmnopqrstuw");

    [TestCase(ApiKeyHashFormat.Sha256, Hex, "$sha256$", "sha256")]
    [TestCase(ApiKeyHashFormat.Sha256, Base64, "$sha256$", "sha256")]
    [TestCase(ApiKeyHashFormat.Sha256, Base64Url, "$sha256$", "sha256")]
    [TestCase(ApiKeyHashFormat.Sha512, $"sha512$${Plain512}", "$sha512$", "sha512")]
    [TestCase(ApiKeyHashFormat.Sha512, $"sha512$NaCl.2026${Salted512}", "$sha512$TmFDbC4yMDI2$", "sha512")]
    [TestCase(ApiKeyHashFormat.AspNetIdentity, IdentitySha1, "$pbkdf2-sha1$i=1000$", "aspnet_identity_v3")]
    [TestCase(ApiKeyHashFormat.AspNetIdentity, IdentitySha256, "$pbkdf2-sha256$i=10000$", "aspnet_identity_v3")]
    [TestCase(ApiKeyHashFormat.AspNetIdentity, IdentitySha512, "$pbkdf2-sha512$i=100000$", "aspnet_identity_v3")]
    [TestCase(ApiKeyHashFormat.SelfDescribing, "$pbkdf2-sha512$i=1000$AAECAwQFBgcICQoLDA0ODw$c2hvcnRidXRsb25nZW5vdWdo", "$pbkdf2-sha512$", "pbkdf2-sha512")]
    public void Foreign_hashes_are_stored_as_strings_that_describe_themselves(ApiKeyHashFormat format, string text, string stored, string name)
    {
        var hash = Read(text, format, out var complaint);
        Assert.That(complaint, Is.Null);
        Assert.That(hash!.Stored, Does.StartWith(stored));
        Assert.That(hash.Format, Is.EqualTo(name));
        Assert.That(hash.ToString(), Does.Not.Contain("$"));
        var verdict = Registry().Verify(Key, "id", hash.Stored);
        Assert.That(verdict, format == ApiKeyHashFormat.SelfDescribing ? Is.EqualTo(HashVerdict.Mismatch) : Is.EqualTo(name == "sha256" ? HashVerdict.Match : HashVerdict.MatchNeedsRehash));
        Assert.That(Registry().Verify(OtherKey, "id", hash.Stored), Is.EqualTo(HashVerdict.Mismatch));
    }

    [Test]
    public void Digests_may_be_of_either_case()
    {
        Assert.That(Read(Hex.ToUpperInvariant(), ApiKeyHashFormat.Sha256, out _)!.Stored, Is.EqualTo(Read(Hex, ApiKeyHashFormat.Sha256, out _)!.Stored));
        Assert.That(Read($"sha512$${Plain512.ToUpperInvariant()}", ApiKeyHashFormat.Sha512, out _)!.Stored, Is.EqualTo(Read($"sha512$${Plain512}", ApiKeyHashFormat.Sha512, out _)!.Stored));
    }

    [Test]
    public void A_key_can_be_found_by_a_digest_of_all_its_text_and_by_no_other()
    {
        Assert.That(Read(Base64, ApiKeyHashFormat.Sha256, out _)!.Digest, Is.EqualTo(SHA256.HashData(Key)));
        Assert.That(Read($"sha512$${Plain512}", ApiKeyHashFormat.Sha512, out _)!.Digest, Is.EqualTo(SHA512.HashData(Key)));
        Assert.That(Read($"sha512$NaCl.2026${Salted512}", ApiKeyHashFormat.Sha512, out _)!.Digest, Is.Null);
        Assert.That(Read(IdentitySha256, ApiKeyHashFormat.AspNetIdentity, out _)!.Digest, Is.Null);
    }

    private static IEnumerable<TestCaseData> Malformed()
    {
        string[] sha256 =
        [
            "", " ", Hex[..^1], Hex + "0", Hex[..^1] + "g", Hex[..^1] + "\0", " " + Hex, Hex + "\n", Base64[..^1] + "==", Base64 + "=", "=" + Base64[..^1], Base64Url + "==",
            Base64[..^2] + "9=", Base64Url[..^1] + "9", Base64[..^2], Base64Url.Replace("_K", "/K", StringComparison.Ordinal), Base64[..20] + "\0" + Base64[21..], Plain512, "$sha256$" + Base64[..^1],
        ];
        string[] sha512 =
        [
            "", Plain512, "sha512$" + Plain512, $"sha512$${Plain512[..^1]}", $"sha512$${Plain512}0", $"SHA512$${Plain512}", $"sha512$a$b${Plain512}", $"sha512$a b${Plain512}",
            $"sha512$\0${Plain512}", $"sha512$é${Plain512}", $"sha512${new string('s', 65)}${Plain512}", $"sha512$$${Plain512}", $"sha256$${Plain512}", $"sha512$${Plain512[..^1]}g", $"sha512$${Hex}",
        ];
        string[] self = ["", "x", "$", "$$x$y", "$2x$10$abc", "$unheard$of", "$sha256$", "$pbkdf2-sha256$i=2000001$AAECAwQFBgcICQoLDA0ODw$c2hvcnRidXRsb25nZW5vdWdo", "$2b$31$" + new string('a', 53), "$" + new string('a', 33) + "$x"];
        return sha256.Select(text => new TestCaseData(ApiKeyHashFormat.Sha256, text))
            .Concat(sha512.Select(text => new TestCaseData(ApiKeyHashFormat.Sha512, text)))
            .Concat(self.Select(text => new TestCaseData(ApiKeyHashFormat.SelfDescribing, text)))
            .Concat(IdentityMalformed().Select(text => new TestCaseData(ApiKeyHashFormat.AspNetIdentity, text)));
    }

    private static IEnumerable<string> IdentityMalformed() =>
    [
        "", "AQ==", "x", IdentitySha1[..56], IdentitySha1[..^1], IdentitySha1 + "=", IdentitySha1 + "AAAA" + IdentitySha1, " " + IdentitySha1, IdentitySha1[..40] + "\0" + IdentitySha1[41..],
        With(0, 0), With(0, 2), With(4, 3), With(4, 255), Iterations(0), Iterations(1_000_001), Iterations(int.MaxValue), Iterations(uint.MaxValue),
        With(12, 15), With(12, 33), With(12, 48), With(12, 255), With(9, 255), Convert.ToBase64String(Blob()[..13]), Convert.ToBase64String([.. Blob(), .. new byte[80]]),
    ];

    [TestCaseSource(nameof(Malformed))]
    public void AC_048_a_malformed_hash_is_refused_at_import_in_words_that_do_not_repeat_it(ApiKeyHashFormat format, string text)
    {
        Assert.That(Read(text, format, out var complaint), Is.Null);
        Assert.That(complaint, Is.Not.Null.And.Not.Empty);
        Assert.That(text.Length < 8 || !complaint!.Contains(text, StringComparison.Ordinal), Is.True);
    }

    [Test]
    public void AC_048_version_2_of_Identity_is_refused_by_its_name() =>
        Assert.That(Complaint(With(0, 0), ApiKeyHashFormat.AspNetIdentity), Does.Contain("version 2").And.Contain("SHA-1"));

    [Test]
    public void AC_048_the_most_iterations_are_the_hosts_to_say()
    {
        Assert.That(new ForeignHashReader(Registry(), 10_000).Read(IdentitySha256, ApiKeyHashFormat.AspNetIdentity, out _), Is.Not.Null);
        Assert.That(new ForeignHashReader(Registry(), 9_999).Read(IdentitySha256, ApiKeyHashFormat.AspNetIdentity, out var complaint), Is.Null);
        Assert.That(complaint, Does.Contain("9999"));
    }

    [TestCase("$sha512$")]
    [TestCase("$sha512$$AAAA")]
    [TestCase("$sha512$TmFDbA$")]
    [TestCase("$sha512$TmFDbA$AAAA$AAAA")]
    [TestCase("$pbkdf2-sha1$i=2000001$AAECAwQFBgcICQoLDA0ODw$r45DH1x6xKB85g/H/P0c9GHKNx4VmrcrX/x3aekqfIU")]
    [TestCase("$pbkdf2-sha1$i=10$AAECAwQ$r45DH1x6xKB85g/H/P0c9GHKNx4VmrcrX/x3aekqfIU")]
    [TestCase("$pbkdf2-sha1$i=10$AAECAwQFBgcICQoLDA0ODw$r45D")]
    public void AC_047_a_malformed_stored_hash_matches_nothing_and_throws_nothing(string stored)
    {
        Assert.That(Registry().Verify(Key, "id", stored), Is.EqualTo(HashVerdict.Malformed));
        Assert.That(Registry().Verify([], "", stored), Is.EqualTo(HashVerdict.Malformed));
        Assert.That(Registry().IsReadable(stored), Is.False);
    }

    [Test]
    public void What_is_only_read_is_never_written()
    {
        using var sha512 = new Sha512ApiKeyHasher();
        foreach (var hasher in new IApiKeyHasher[] { sha512, new Pbkdf2ApiKeyHasher(HashAlgorithmName.SHA1, 1) })
        {
            Assert.That(hasher.IsReadOnly, Is.True);
            Assert.That(() => hasher.Hash(Key, "id"), Throws.InvalidOperationException);
        }
    }

    private static byte[] Blob() => Convert.FromBase64String(IdentitySha1);

    private static string With(int index, byte value)
    {
        var blob = Blob();
        blob[index] = value;
        return Convert.ToBase64String(blob);
    }

    private static string Iterations(uint iterations)
    {
        var blob = Blob();
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(blob.AsSpan(5), iterations);
        return Convert.ToBase64String(blob);
    }

    private static ForeignHash? Read(string text, ApiKeyHashFormat format, out string? complaint) => new ForeignHashReader(Registry(), 1_000_000).Read(text, format, out complaint);

    private static string? Complaint(string text, ApiKeyHashFormat format)
    {
        Read(text, format, out var complaint);
        return complaint;
    }

    private static HasherRegistry Registry() => new(
        [
            new Sha256ApiKeyHasher(), new Sha512ApiKeyHasher(), new Pbkdf2ApiKeyHasher(HashAlgorithmName.SHA1, 0),
            new Pbkdf2ApiKeyHasher(HashAlgorithmName.SHA256, 600_000), new Pbkdf2ApiKeyHasher(HashAlgorithmName.SHA512, 600_000),
        ],
        Options.Create(new ApiKeyHashingOptions()));
}
