using System.Security.Cryptography;

namespace ApiKeys.Hashing;

/// <summary><c>$sha256$hash</c>: right for generated keys, whose 128 and more random bits leave nothing to guess.</summary>
internal sealed class Sha256ApiKeyHasher : IApiKeyHasher, IDisposable
{
    public const string Name = "sha256";

    private readonly ThreadLocal<IncrementalHash> _hash = new(() => IncrementalHash.CreateHash(HashAlgorithmName.SHA256));

    public string Algorithm => Name;

    public static string Stored(ReadOnlySpan<byte> digest) => $"${Name}${PhcBase64.Encode(digest)}";

    public string Hash(ReadOnlySpan<byte> key, string keyId)
    {
        Span<byte> computed = stackalloc byte[SHA256.HashSizeInBytes];
        Compute(key, computed);
        return Stored(computed);
    }

    public HashVerdict Verify(ReadOnlySpan<byte> key, string keyId, string storedHash)
    {
        Span<byte> stored = stackalloc byte[SHA256.HashSizeInBytes];
        if (!PhcString.TryParse(storedHash, out var parsed)
            || parsed.FieldCount != 1
            || !PhcBase64.TryDecode(parsed.First, stored, out var length)
            || length != stored.Length)
        {
            return HashVerdict.Malformed;
        }

        Span<byte> computed = stackalloc byte[SHA256.HashSizeInBytes];
        Compute(key, computed);
        return FixedTime.AreEqual(computed, stored) ? HashVerdict.Match : HashVerdict.Mismatch;
    }

    public void Dispose() => _hash.Dispose();

    private void Compute(ReadOnlySpan<byte> key, Span<byte> destination)
    {
        var hash = _hash.Value!;
        hash.AppendData(key);
        hash.GetHashAndReset(destination);
    }
}
