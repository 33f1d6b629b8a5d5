using System.Security.Cryptography;
using System.Text;
using ApiKeys.Hashing;
using ApiKeys.Hashing.Argon2;
using Microsoft.Extensions.Options;

namespace ApiKeys.Core.Tests.Hashing;

/// <summary>Hashers and texts that several fixtures look at.</summary>
internal static class Hashes
{
    public const string KeyId = "key-1";

    /// <summary>Few, so that tests are quick; options do not allow so few.</summary>
    public const int FewIterations = 10;

    public static byte[] Key { get; } = Encoding.ASCII.GetBytes("ak_live_0123456789AB_abcdefghijklmnopqrstuvwxyz012345ABCDEF");

    public static byte[] OtherKey { get; } = Encoding.ASCII.GetBytes("ak_live_0123456789AB_abcdefghijklmnopqrstuvwxyz012345ABCDEG");

    public static ApiKeyPepper OldPepper { get; } = new("2025", [.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

    public static ApiKeyPepper NewPepper { get; } = new("2026", [.. Enumerable.Range(100, 32).Select(i => (byte)i)]);

    /// <summary>The algorithms whose strings end in a dollar sign and base64 as everybody has it.</summary>
    public static IEnumerable<string> Algorithms => ["sha256", "hmac-sha256", "pbkdf2-sha256", "pbkdf2-sha512", "argon2id"];

    public static ArenaPool Arenas { get; } = new(2, TimeProvider.System);

    /// <summary>All hashers of the library as a host has them, but for the iterations.</summary>
    public static HasherRegistry Registry(string? algorithm = null, int iterations = FewIterations, params ApiKeyPepper[] peppers)
    {
        var options = new ApiKeyHashingOptions { Algorithm = algorithm };
        peppers.ToList().ForEach(options.Peppers.Add);
        return new HasherRegistry(
            [
                new Sha256ApiKeyHasher(),
                new HmacSha256ApiKeyHasher(peppers),
                new Pbkdf2ApiKeyHasher(HashAlgorithmName.SHA256, iterations),
                new Pbkdf2ApiKeyHasher(HashAlgorithmName.SHA512, iterations),
                Argon2(8, 1),
                new BcryptApiKeyHasher(4, 6),
                new BcryptSha256ApiKeyHasher(4, 6),
            ],
            Options.Create(options));
    }

    /// <summary>Argon2id with one lane, that reads up to 1 MiB, four passes and four lanes.</summary>
    public static Argon2ApiKeyHasher Argon2(int memoryKib, int passes) => new(
        new Argon2Parameters(Argon2Type.Id, Argon2Parameters.LatestVersion, memoryKib, passes, 1),
        new Argon2Parameters(Argon2Type.Id, Argon2Parameters.LatestVersion, 1_024, 4, 4),
        Arenas);

    public static HashVerdict Verify(this HasherRegistry hashers, string stored) => hashers.Verify(Key, KeyId, stored);

    public static string Base64(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes).TrimEnd('=');
}
