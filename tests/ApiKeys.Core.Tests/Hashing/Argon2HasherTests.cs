using ApiKeys.Hashing;
using ApiKeys.Hashing.Argon2;

namespace ApiKeys.Core.Tests.Hashing;

/// <summary>Argon2's stored strings, their bounds, and what is written anew.</summary>
[TestFixture]
internal sealed class Argon2HasherTests
{
    private const string Salt = "c2FsdFNBTFRzYWx0U0FMVA";
    private const string Tag = "qa2VMuKSMM7dE+HCup5KhrAJ8BbKEBeci7zeRAinN3g";
    private const string Good = $"$argon2id$v=19$m=8,t=1,p=1${Salt}${Tag}";

    private static IEnumerable<string?> Malformed =>
    [
        null, "", "x", "$argon2id$", "$argon2id$v=19$", Good[..^1], Good + "=", Good + "$", Good + "AA", " " + Good, Good + "\n", Good + "\0", Good.Replace("$v=19", "$v=019"),
        Good.Replace("argon2id", "Argon2id"), Good.Replace("argon2id", "argon2"), Good.Replace("argon2id", "argon2ID"), Good.Replace("argon2id", "argon2x"), "x" + Good,
        Good.Replace("v=19", "v=18"), Good.Replace("v=19", "v=20"), Good.Replace("v=19", "v=+19"), Good.Replace("v=19", "V=19"), Good.Replace("v=19", "v="), Good.Replace("v=19", ""), Good.Replace("v=19", "v=19$v=19"),
        Good.Replace("m=8", "m=08"), Good.Replace("m=8", "m=+8"), Good.Replace("m=8", "m=-8"), Good.Replace("m=8", "m= 8"), Good.Replace("m=8", "m=7"), Good.Replace("m=8", "m=0"), Good.Replace("m=8", "m="), Good.Replace("m=8", "M=8"),
        Good.Replace("m=8,t=1,p=1", "t=1,m=8,p=1"), Good.Replace("m=8,t=1,p=1", "m=8,p=1,t=1"), Good.Replace("m=8,t=1,p=1", "m=8,t=1"), Good.Replace("p=1", "p=1,p=1"), Good.Replace("p=1", "p=1,keyid=YQ"), Good.Replace("p=1", "p=1,"),
        Good.Replace("m=8,t=1", "m=8, t=1"), Good.Replace("t=1", "t=0"), Good.Replace("p=1", "p=0"), Good.Replace("p=1", "p=2"), Good.Replace("m=8,t=1,p=1", "m=39,t=1,p=5"), Good.Replace("m=8", "m=\u0668"),
        Good.Replace(Salt, "c2FsdA"), Good.Replace(Salt, "c2FsdHNhbA"), Good.Replace(Salt, ""), Good.Replace(Salt, Salt + "=="), Good.Replace(Salt, Salt[..^1] + "B"), Good.Replace(Salt, Salt[..^1] + "-"),
        Good.Replace(Salt, new string('A', 100)), Good.Replace(Tag, ""), Good.Replace(Tag, "AAAA"), Good.Replace(Tag, Tag[..20]), Good.Replace(Tag, Tag[..^1] + "h"), Good.Replace(Tag, new string('A', 100)),
        Good.Replace(Tag, new string('A', 10_240)), Good.Replace("+", "-"), Good.Replace("$m", "m"), new string('$', 6), new string('$', 10_240),
    ];

    [Test]
    public void It_writes_its_parameters_and_a_fresh_salt()
    {
        var hasher = Hashes.Argon2(24, 2);
        var stored = hasher.Hash(Hashes.Key, "");
        Assert.That(stored, Does.Match(@"^\$argon2id\$v=19\$m=24,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$"));
        Assert.That(hasher.Hash(Hashes.Key, ""), Is.Not.EqualTo(stored));
        Assert.That(hasher.Verify(Hashes.Key, "", stored), Is.EqualTo(HashVerdict.Match));
        Assert.That(hasher.Verify(Hashes.OtherKey, "", stored), Is.EqualTo(HashVerdict.Mismatch));
    }

    [TestCaseSource(nameof(Malformed))]
    public void AC_047_malformed_string_matches_nothing_and_throws_nothing(string? stored)
    {
        Assert.That(Hashes.Registry().Verify(Good), Is.EqualTo(HashVerdict.Mismatch), "the pattern is good");
        Assert.That(Hashes.Registry().Verify(stored!), Is.EqualTo(HashVerdict.Malformed));
        Assert.That(Hashes.Registry().Verify([], "", stored!), Is.EqualTo(HashVerdict.Malformed), "AC-049");
    }

    [TestCase("m=1025,t=1,p=1")]
    [TestCase("m=4194304,t=1,p=1")]
    [TestCase("m=2147483647,t=1,p=1")]
    [TestCase("m=2147483648,t=1,p=1")]
    [TestCase("m=4294967304,t=1,p=1")]
    [TestCase("m=8,t=5,p=1")]
    [TestCase("m=8,t=2147483648,p=1")]
    [TestCase("m=40,t=1,p=5")]
    [TestCase("m=99999999999999999999,t=1,p=1")]
    public void AC_048_work_out_of_bounds_is_refused_without_computing(string parameters)
    {
        // A verdict of Mismatch would mean that the work was done.
        Assert.That(Hashes.Registry().Verify(Good.Replace("m=8,t=1,p=1", parameters)), Is.EqualTo(HashVerdict.Malformed));
        Assert.That(Hashes.Registry().Verify(Good.Replace("m=8,t=1,p=1", "m=1024,t=4,p=4")), Is.EqualTo(HashVerdict.Mismatch), "within bounds it is computed");
    }

    [TestCase(Argon2Type.D, Argon2Parameters.LatestVersion, 8, 1)]
    [TestCase(Argon2Type.I, Argon2Parameters.LatestVersion, 8, 1)]
    [TestCase(Argon2Type.Id, Argon2Parameters.FirstVersion, 8, 1)]
    [TestCase(Argon2Type.Id, Argon2Parameters.LatestVersion, 7, 2)]
    [TestCase(Argon2Type.Id, Argon2Parameters.LatestVersion, 16, 1)]
    public void Weaker_or_older_parameters_match_and_ask_for_a_new_hash(Argon2Type type, int version, int memoryKib, int passes)
    {
        var parameters = new Argon2Parameters(type, version, Math.Max(8, memoryKib), passes, 1);
        var today = Hashes.Argon2(memoryKib == 16 ? 16 : 12, 2);
        Span<byte> salt = stackalloc byte[16], tag = stackalloc byte[32];
        Argon2Hash.Compute(parameters, new Argon2Input { Key = Hashes.Key, Salt = salt }, tag, Hashes.Arenas);
        var stored = Argon2String.Write(parameters, salt, tag);
        Assert.That(PhcString.AlgorithmOf(stored).ToString(), Is.EqualTo("argon2id"));
        Assert.That(today.Verify(Hashes.Key, "", stored), Is.EqualTo(HashVerdict.MatchNeedsRehash));
        Assert.That(today.Verify(Hashes.OtherKey, "", stored), Is.EqualTo(HashVerdict.Mismatch));
        Assert.That(today.Verify(Hashes.Key, "", today.Hash(Hashes.Key, "")), Is.EqualTo(HashVerdict.Match));
        Assert.That(Hashes.Argon2(8, 1).Verify(Hashes.Key, "", today.Hash(Hashes.Key, "")), Is.EqualTo(HashVerdict.Match), "stronger ones stay");
    }

    [Test]
    public void A_string_without_a_version_is_of_the_first()
    {
        var parameters = new Argon2Parameters(Argon2Type.I, Argon2Parameters.FirstVersion, 16, 3, 1);
        Span<byte> salt = stackalloc byte[16], tag = stackalloc byte[32];
        Argon2Hash.Compute(parameters, new Argon2Input { Key = Hashes.Key, Salt = salt }, tag, Hashes.Arenas);
        var stored = Argon2String.Write(parameters, salt, tag);
        Assert.That(Hashes.Registry().Verify(stored.Replace("$v=16", "")), Is.EqualTo(HashVerdict.MatchNeedsRehash));
        Assert.That(Hashes.Registry().Verify(stored.Replace("$v=16", "$v=19")), Is.EqualTo(HashVerdict.Mismatch));
    }

    [TestCase(0, 1, 1, 32)]
    [TestCase(7, 1, 1, 32)]
    [TestCase(15, 1, 2, 32)]
    [TestCase(8, 0, 1, 32)]
    [TestCase(8, 1, 0, 32)]
    [TestCase(8, 1, -1, 32)]
    [TestCase(8, 1, 1, 3)]
    public void There_is_no_hash_of_such_parameters(int memoryKib, int passes, int lanes, int tagBytes)
    {
        var parameters = new Argon2Parameters(Argon2Type.Id, Argon2Parameters.LatestVersion, memoryKib, passes, lanes);
        Assert.That(() => Argon2Hash.Compute(parameters, new Argon2Input { Salt = new byte[8] }, new byte[tagBytes], Hashes.Arenas), Throws.ArgumentException);
    }

    [Test]
    public void AC_047_no_mutation_of_a_stored_string_throws_or_matches()
    {
        const string Characters = "$$,=09azAZ+/.-\0\n vmtp2";
        var dice = new Dice(47);
        var hashers = Hashes.Registry();
        foreach (var writer in new[] { "argon2id", "bcrypt", "bcrypt-sha256" })
        {
            var stored = Hashes.Registry(writer).Hash(Hashes.Key, "");
            for (var i = 0; i < 1_000; i++)
            {
                var (at, length) = (dice.Next(stored.Length), dice.Next(3));
                var mutated = stored[..at] + Characters[dice.Next(Characters.Length)] + stored[Math.Min(stored.Length, at + length)..];
                if (mutated != stored && !mutated.StartsWith("$2a$", StringComparison.Ordinal))
                {
                    Assert.That(hashers.Verify(Hashes.Key, "", mutated), Is.EqualTo(HashVerdict.Mismatch).Or.EqualTo(HashVerdict.Malformed), mutated);
                }
            }
        }
    }

#if !DEBUG
    // Only optimised code keeps the kernels' values off the heap.
    [TestCase("argon2id")]
    [TestCase("bcrypt")]
    public void Verification_allocates_nothing_once_it_is_compiled(string algorithm)
    {
        IApiKeyHasher hasher = algorithm == "bcrypt" ? new BcryptApiKeyHasher(4, 6) : Hashes.Argon2(64, 2);
        var stored = hasher.Hash(Hashes.Key, "");
        Assert.That(() => Allocated(() => hasher.Verify(Hashes.Key, "", stored)), Is.Zero.After(10_000, 50));
    }

    private static long Allocated(Action action)
    {
        action();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 40; i++)
        {
            action();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
#endif
}
