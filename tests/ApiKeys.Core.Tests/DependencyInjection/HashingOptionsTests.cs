using ApiKeys.Hashing;

namespace ApiKeys.Core.Tests.DependencyInjection;

[TestFixture]
public class HashingOptionsTests
{
    [Test]
    public void Good_pepper_starts() =>
        Assert.That(Complaints(hashing => hashing.Peppers.Add(new ApiKeyPepper("2026-a.b", new byte[32]))), Is.Empty);

    [TestCase(0)]
    [TestCase(31)]
    public void AC_228_short_pepper_is_named_and_refused(int bytes)
    {
        var complaints = Complaints(hashing => hashing.Peppers.Add(new ApiKeyPepper("2026", new byte[bytes])));
        Assert.That(complaints, Has.One.EqualTo($"The pepper '2026' has {bytes} bytes; it needs at least 32."));
    }

    [Test]
    public void Two_peppers_of_one_name_are_refused()
    {
        var complaints = Complaints(hashing =>
        {
            hashing.Peppers.Add(new ApiKeyPepper("2026", new byte[32]));
            hashing.Peppers.Add(new ApiKeyPepper("2026", new byte[33]));
        });
        Assert.That(complaints, Has.One.EqualTo("Two peppers have the same id."));
    }

    [TestCase("a$b")]
    [TestCase("a,b")]
    [TestCase("a b")]
    [TestCase("a=b")]
    [TestCase("p\u00E9")]
    [TestCase("123456789012345678901234567890123")]
    public void Pepper_name_that_would_break_the_stored_string_is_refused(string id) =>
        Assert.That(Complaints(hashing => hashing.Peppers.Add(new ApiKeyPepper(id, new byte[32]))), Has.One.Contains($"'{id}'"));

    [Test]
    public void Pepper_without_a_name_cannot_be_made() =>
        Assert.That(() => new ApiKeyPepper("", new byte[32]), Throws.ArgumentException);

    [Test]
    public void Hmac_without_a_pepper_is_refused() =>
        Assert.That(Complaints(hashing => hashing.Algorithm = "hmac-sha256"), Has.One.Contains("there is no pepper"));

    [TestCase("scrypt")]
    [TestCase("SHA256")]
    [TestCase("")]
    public void Algorithm_without_a_hasher_is_refused(string algorithm) =>
        Assert.That(Complaints(hashing => hashing.Algorithm = algorithm), Has.One.Contains($"'{algorithm}', and no hasher has that name"));

    [TestCase("sha256")]
    [TestCase("pbkdf2-sha256")]
    [TestCase("pbkdf2-sha512")]
    [TestCase("argon2id")]
    [TestCase("bcrypt")]
    [TestCase("bcrypt-sha256")]
    public void Algorithm_with_a_hasher_starts(string algorithm) =>
        Assert.That(Complaints(hashing => hashing.Algorithm = algorithm), Is.Empty);

    [TestCase(100_000)]
    [TestCase(2_000_000)]
    public void Hash_cost_within_bounds_starts(int iterations) =>
        Assert.That(Complaints(hashing => hashing.Pbkdf2Iterations = iterations), Is.Empty);

    [TestCase(0)]
    [TestCase(99_999)]
    [TestCase(2_000_001)]
    public void AC_228_hash_cost_out_of_bounds_is_refused(int iterations) =>
        Assert.That(Complaints(hashing => hashing.Pbkdf2Iterations = iterations), Has.One.Contains($"is {iterations}; it goes from 100000 to 2000000"));

    [Test]
    public void Slow_hashes_within_bounds_start() => Assert.That(
        Complaints(hashing =>
        {
            (hashing.Argon2MemoryKib, hashing.Argon2Passes, hashing.Argon2Lanes) = (65_536, 3, 4);
            (hashing.BcryptCost, hashing.MaxStoredBcryptCost) = (10, 10);
        }),
        Is.Empty);

    [TestCase("Argon2MemoryKib", 7, "8 to 131072")]
    [TestCase("Argon2MemoryKib", 131_073, "8 to 131072")]
    [TestCase("Argon2Passes", 0, "1 to 10")]
    [TestCase("Argon2Passes", 11, "1 to 10")]
    [TestCase("Argon2Lanes", 0, "1 to 16")]
    [TestCase("Argon2Lanes", 17, "1 to 16")]
    [TestCase("BcryptCost", 9, "10 to 14")]
    [TestCase("BcryptCost", 15, "10 to 14")]
    [TestCase("MaxStoredArgon2MemoryKib", 4_194_305, "8 to 4194304")]
    [TestCase("MaxStoredArgon2Passes", 1_001, "1 to 1000")]
    [TestCase("MaxStoredBcryptCost", 32, "4 to 31")]
    public void AC_228_cost_of_a_slow_hash_out_of_bounds_is_refused(string name, int value, string bounds) => Assert.That(
        Complaints(hashing => typeof(ApiKeyHashingOptions).GetProperty(name)!.SetValue(hashing, value)),
        Has.Some.EqualTo($"ApiKeyHashingOptions.{name} is {value}; it goes from {bounds}."));

    [TestCase("bcrypt", "ak_{env}_{secret:64}", 72, true)]
    [TestCase("bcrypt", "ak_{env}_{secret:65}", 73, false)]
    [TestCase("bcrypt-sha256", "ak_{env}_{secret:65}", 73, true)]
    [TestCase("argon2id", "ak_{env}_{secret:65}", 73, true)]
    [TestCase("bcrypt", "sk_{env}_{secret:60,32-128:base36}", 68, true)]
    public void AC_044_keys_that_bcrypt_would_cut_off_stop_the_start(string algorithm, string template, int length, bool starts)
    {
        var complaints = StartUp.Complaints(builder => builder.AddInMemoryStore()
            .ConfigureFormat(format => format.Template = ApiKeys.Format.KeyTemplate.Parse(template))
            .ConfigureHashing(hashing => hashing.Algorithm = algorithm));
        Assert.That(complaints, starts ? Is.Empty : Has.One.Contains($"have {length} characters, and ApiKeyHashingOptions.Algorithm is 'bcrypt', which takes 72"));
    }

    [Test]
    public async Task Host_can_bring_a_hasher_of_its_own()
    {
        Assert.That(StartUp.Complaints(builder => builder.AddInMemoryStore().AddHasher<ReversingHasher>().ConfigureHashing(Reverse)), Is.Empty);
        await using var host = new TestHost(builder => builder.AddHasher<ReversingHasher>().ConfigureHashing(Reverse));
        var issued = await host.IssueAsync();
        Assert.That(issued.Record.Secrets[0].Hash, Does.StartWith("$reverse$"));
        Assert.That(await host.ReasonAsync(issued.Secret.Reveal()), Is.Null);
    }

    private static void Reverse(ApiKeyHashingOptions options) => options.Algorithm = "reverse";

    private static IReadOnlyList<string> Complaints(Action<ApiKeyHashingOptions> configure) =>
        StartUp.Complaints(builder => builder.AddInMemoryStore().ConfigureHashing(configure));
}
