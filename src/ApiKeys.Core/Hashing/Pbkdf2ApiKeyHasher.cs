using System.Globalization;
using System.Security.Cryptography;

namespace ApiKeys.Hashing;

/// <summary><c>$pbkdf2-sha256$i=iterations$salt$hash</c> and the same with SHA-512 (RFC 8018 section 5.2): for hosts that must.</summary>
internal sealed class Pbkdf2ApiKeyHasher(HashAlgorithmName algorithm, int iterations) : IApiKeyHasher
{
    public const string Sha256Name = "pbkdf2-sha256";
    public const string Sha512Name = "pbkdf2-sha512";

    /// <summary>The most iterations that a stored string may ask for: about a second of one core.</summary>
    public const int MostStoredIterations = 2_000_000;

    private const string IterationsField = "i";
    private const int SaltBytes = 16;
    private const int MostBytes = 64;

    public string Algorithm => algorithm == HashAlgorithmName.SHA512 ? Sha512Name : Sha256Name;

    public bool IsSlow => true;

    private int HashBytes => algorithm == HashAlgorithmName.SHA512 ? 64 : 32;

    public string Hash(ReadOnlySpan<byte> key, string keyId)
    {
        Span<byte> salt = stackalloc byte[SaltBytes];
        RandomNumberGenerator.Fill(salt);
        Span<byte> computed = stackalloc byte[HashBytes];
        Rfc2898DeriveBytes.Pbkdf2(key, salt, computed, iterations, algorithm);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"${Algorithm}${IterationsField}={iterations}${PhcBase64.Encode(salt)}${PhcBase64.Encode(computed)}");
    }

    public HashVerdict Verify(ReadOnlySpan<byte> key, string keyId, string storedHash)
    {
        Span<byte> salt = stackalloc byte[MostBytes];
        Span<byte> stored = stackalloc byte[MostBytes];
        if (!PhcString.TryParse(storedHash, out var parsed)
            || parsed.FieldCount != 3
            || !PhcString.TryParseNumber(parsed.First, IterationsField, out var storedIterations)
            || storedIterations > MostStoredIterations
            || !PhcBase64.TryDecode(parsed.Second, salt, out var saltLength)
            || saltLength < 8
            || !PhcBase64.TryDecode(parsed.Third, stored, out var hashLength)
            || hashLength < 16)
        {
            return HashVerdict.Malformed;
        }

        Span<byte> computed = stackalloc byte[MostBytes];
        computed = computed[..hashLength];
        Rfc2898DeriveBytes.Pbkdf2(key, salt[..saltLength], computed, storedIterations, algorithm);
        if (!FixedTime.AreEqual(computed, stored[..hashLength]))
        {
            return HashVerdict.Mismatch;
        }

        var isAsStrong = storedIterations >= iterations && saltLength >= SaltBytes && hashLength >= HashBytes;
        return isAsStrong ? HashVerdict.Match : HashVerdict.MatchNeedsRehash;
    }
}
