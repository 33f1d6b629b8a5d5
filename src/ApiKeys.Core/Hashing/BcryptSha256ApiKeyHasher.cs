using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ApiKeys.Hashing.Bcrypt;

namespace ApiKeys.Hashing;

/// <summary>
/// <c>$bcrypt-sha256$v=2,t=2b,r=cost$salt$digest</c>: bcrypt of base64(HMAC-SHA-256(key, keyed by the salt's characters)), so that every byte of a key of any
/// length counts. The string is that of Passlib's scheme of the same name, version 2.
/// </summary>
internal sealed class BcryptSha256ApiKeyHasher(int cost, int mostStoredCost) : IApiKeyHasher
{
    public const string Name = "bcrypt-sha256";

    private const string Head = "v=2,t=2b,";
    private const string CostField = "r";
    private const int HashedKeyBytes = 44;

    public string Algorithm => Name;

    public bool IsSlow => true;

    public string Hash(ReadOnlySpan<byte> key, string keyId)
    {
        Span<byte> salt = stackalloc byte[BcryptHash.SaltBytes];
        RandomNumberGenerator.Fill(salt);
        Span<byte> computed = stackalloc byte[BcryptHash.DigestBytes];
        var saltText = BcryptBase64.Encode(salt);
        Compute(key, saltText, salt, cost, computed);
        return string.Create(CultureInfo.InvariantCulture, $"${Name}${Head}{CostField}={cost}${saltText}${BcryptBase64.Encode(computed)}");
    }

    public bool IsReadable(string storedHash)
    {
        Span<byte> salt = stackalloc byte[BcryptHash.SaltBytes];
        Span<byte> stored = stackalloc byte[BcryptHash.DigestBytes];
        return TryRead(storedHash, salt, stored, out _, out _);
    }

    public HashVerdict Verify(ReadOnlySpan<byte> key, string keyId, string storedHash)
    {
        Span<byte> salt = stackalloc byte[BcryptHash.SaltBytes];
        Span<byte> stored = stackalloc byte[BcryptHash.DigestBytes];
        if (!TryRead(storedHash, salt, stored, out var parsed, out var storedCost))
        {
            return HashVerdict.Malformed;
        }

        Span<byte> computed = stackalloc byte[BcryptHash.DigestBytes];
        Compute(key, parsed.Second, salt, storedCost, computed);
        if (!FixedTime.AreEqual(computed, stored))
        {
            return HashVerdict.Mismatch;
        }

        return storedCost >= cost ? HashVerdict.Match : HashVerdict.MatchNeedsRehash;
    }

    private bool TryRead(string storedHash, Span<byte> salt, Span<byte> stored, out PhcString parsed, out int storedCost)
    {
        storedCost = 0;
        return PhcString.TryParse(storedHash, out parsed)
            && parsed.FieldCount == 3
            && parsed.First.StartsWith(Head, StringComparison.Ordinal)
            && PhcString.TryParseNumber(parsed.First[Head.Length..], CostField, out storedCost)
            && storedCost >= BcryptHash.LeastCost
            && storedCost <= mostStoredCost
            && BcryptBase64.TryDecode(parsed.Second, salt)
            && BcryptBase64.TryDecode(parsed.Third, stored);
    }

    private static void Compute(ReadOnlySpan<byte> key, ReadOnlySpan<char> saltText, ReadOnlySpan<byte> salt, int cost, Span<byte> computed)
    {
        Span<byte> saltBytes = stackalloc byte[saltText.Length];
        Encoding.ASCII.GetBytes(saltText, saltBytes);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        using (var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, saltBytes))
        {
            hmac.AppendData(key);
            hmac.GetHashAndReset(digest);
        }

        Span<byte> hashedKey = stackalloc byte[HashedKeyBytes];
        Base64.EncodeToUtf8(digest, hashedKey, out _, out _);
        BcryptHash.Compute(hashedKey, salt, cost, computed);
        CryptographicOperations.ZeroMemory(digest);
        CryptographicOperations.ZeroMemory(hashedKey);
    }
}
