using System.Globalization;
using System.Security.Cryptography;

namespace ApiKeys.Hashing;

/// <summary><c>$pbkdf2-sha256$i=iterations$salt$hash</c> and the same with SHA-512 (RFC 8018 section 5.2): for hosts that must. With SHA-1 it is read where another system wrote it, and never written.</summary>
internal sealed class Pbkdf2ApiKeyHasher(HashAlgorithmName algorithm, int iterations) : IApiKeyHasher
{
    public const string Sha1Name = "pbkdf2-sha1";
    public const string Sha256Name = "pbkdf2-sha256";
    public const string Sha512Name = "pbkdf2-sha512";

    /// <summary>The most iterations that a stored string may ask for: about a second of one core.</summary>
    public const int MostStoredIterations = 2_000_000;

    private const string IterationsField = "i";
    private const int SaltBytes = 16;
    private const int FewestSaltBytes = 8;
    private const int FewestHashBytes = 16;
    private const int MostBytes = 64;

    public string Algorithm { get; } = NameOf(algorithm);

    public bool IsSlow => true;

    public bool IsReadOnly => algorithm == HashAlgorithmName.SHA1;

    private int HashBytes => algorithm == HashAlgorithmName.SHA512 ? 64 : 32;

    public static string Stored(HashAlgorithmName algorithm, int iterations, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> derived) => string.Create(
        CultureInfo.InvariantCulture,
        $"${NameOf(algorithm)}${IterationsField}={iterations}${PhcBase64.Encode(salt)}${PhcBase64.Encode(derived)}");

    public string Hash(ReadOnlySpan<byte> key, string keyId)
    {
        if (IsReadOnly)
        {
            throw new InvalidOperationException($"{Algorithm} is read and never written.");
        }

        Span<byte> salt = stackalloc byte[SaltBytes];
        RandomNumberGenerator.Fill(salt);
        Span<byte> computed = stackalloc byte[HashBytes];
        Rfc2898DeriveBytes.Pbkdf2(key, salt, computed, iterations, algorithm);
        return Stored(algorithm, iterations, salt, computed);
    }

    public bool IsReadable(string storedHash)
    {
        Span<byte> salt = stackalloc byte[MostBytes];
        Span<byte> stored = stackalloc byte[MostBytes];
        return TryRead(storedHash, ref salt, ref stored, out _);
    }

    public HashVerdict Verify(ReadOnlySpan<byte> key, string keyId, string storedHash)
    {
        Span<byte> salt = stackalloc byte[MostBytes];
        Span<byte> stored = stackalloc byte[MostBytes];
        if (!TryRead(storedHash, ref salt, ref stored, out var storedIterations))
        {
            return HashVerdict.Malformed;
        }

        Span<byte> computed = stackalloc byte[MostBytes];
        computed = computed[..stored.Length];
        Rfc2898DeriveBytes.Pbkdf2(key, salt, computed, storedIterations, algorithm);
        if (!FixedTime.AreEqual(computed, stored))
        {
            return HashVerdict.Mismatch;
        }

        var isAsStrong = !IsReadOnly && storedIterations >= iterations && salt.Length >= SaltBytes && stored.Length >= HashBytes;
        return isAsStrong ? HashVerdict.Match : HashVerdict.MatchNeedsRehash;
    }

    private static string NameOf(HashAlgorithmName algorithm) => algorithm.Name switch
    {
        nameof(HashAlgorithmName.SHA1) => Sha1Name,
        nameof(HashAlgorithmName.SHA512) => Sha512Name,
        _ => Sha256Name,
    };

    // Cuts both buffers to what was read.
    private static bool TryRead(string storedHash, ref Span<byte> salt, ref Span<byte> stored, out int storedIterations)
    {
        storedIterations = 0;
        if (!PhcString.TryParse(storedHash, out var parsed)
            || parsed.FieldCount != 3
            || !PhcString.TryParseNumber(parsed.First, IterationsField, out storedIterations)
            || storedIterations > MostStoredIterations
            || !PhcBase64.TryDecode(parsed.Second, salt, out var saltLength)
            || saltLength < FewestSaltBytes
            || !PhcBase64.TryDecode(parsed.Third, stored, out var hashLength)
            || hashLength < FewestHashBytes)
        {
            return false;
        }

        salt = salt[..saltLength];
        stored = stored[..hashLength];
        return true;
    }
}
