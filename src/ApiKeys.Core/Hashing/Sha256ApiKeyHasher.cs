using System.Security.Cryptography;

namespace ApiKeys.Hashing;

/// <summary><c>$sha256$hash</c>: right for generated keys, whose 128 and more random bits leave nothing to guess.</summary>
internal sealed class Sha256ApiKeyHasher : IPreparingHasher
{
    public const string Name = "sha256";

    public string Algorithm => Name;

    public static string Stored(ReadOnlySpan<byte> digest) => $"${Name}${PhcBase64.Encode(digest)}";

    public string Hash(ReadOnlySpan<byte> key, string keyId)
    {
        Span<byte> computed = stackalloc byte[SHA256.HashSizeInBytes];
        PreparedSha256.Compute(key, computed);
        return Stored(computed);
    }

    public HashVerdict Verify(ReadOnlySpan<byte> key, string keyId, string storedHash) => Prepare(keyId, storedHash)?.Verify(key) ?? HashVerdict.Malformed;

    public PreparedHash? Prepare(string keyId, string storedHash)
    {
        var stored = new byte[SHA256.HashSizeInBytes];
        return PhcString.TryParse(storedHash, out var parsed)
            && parsed.FieldCount == 1
            && PhcBase64.TryDecode(parsed.First, stored, out var length)
            && length == stored.Length
                ? new PreparedSha256(stored)
                : null;
    }
}
