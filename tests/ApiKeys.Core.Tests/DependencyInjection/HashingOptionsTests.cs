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

    [TestCase("bcrypt")]
    [TestCase("SHA256")]
    [TestCase("")]
    public void Algorithm_without_a_hasher_is_refused(string algorithm) =>
        Assert.That(Complaints(hashing => hashing.Algorithm = algorithm), Has.One.Contains($"'{algorithm}', and no hasher has that name"));

    [TestCase("sha256")]
    [TestCase("pbkdf2-sha256")]
    [TestCase("pbkdf2-sha512")]
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
