using System.Security.Cryptography;

namespace ApiKeys.Hashing;

/// <summary><c>$sha512$hash</c> and <c>$sha512$salt$hash</c>, SHA-512 of salt and text: read where another system wrote it, and never written.</summary>
internal sealed class Sha512ApiKeyHasher : IApiKeyHasher, IDisposable
{
    public const string Name = "sha512";

    /// <summary>The longest salt, in bytes.</summary>
    public const int MostSaltBytes = 64;

    private readonly ThreadLocal<IncrementalHash> _hash = new(() => IncrementalHash.CreateHash(HashAlgorithmName.SHA512));

    public string Algorithm => Name;

    public bool IsReadOnly => true;

    /// <summary>The stored string of another system's digest.</summary>
    public static string Stored(ReadOnlySpan<byte> foreignSalt, ReadOnlySpan<byte> digest) =>
        foreignSalt.IsEmpty ? $"${Name}${PhcBase64.Encode(digest)}" : $"${Name}${PhcBase64.Encode(foreignSalt)}${PhcBase64.Encode(digest)}";

    public string Hash(ReadOnlySpan<byte> key, string keyId) => throw new InvalidOperationException($"{Name} is read and never written.");

    public HashVerdict Verify(ReadOnlySpan<byte> key, string keyId, string storedHash)
    {
        Span<byte> salt = stackalloc byte[MostSaltBytes];
        Span<byte> stored = stackalloc byte[SHA512.HashSizeInBytes];
        if (!PhcString.TryParse(storedHash, out var parsed)
            || parsed.FieldCount is not (1 or 2)
            || !TryReadSalt(parsed, salt, out var saltLength)
            || !PhcBase64.TryDecode(parsed.FieldCount == 1 ? parsed.First : parsed.Second, stored, out var length)
            || length != stored.Length)
        {
            return HashVerdict.Malformed;
        }

        Span<byte> computed = stackalloc byte[SHA512.HashSizeInBytes];
        var hash = _hash.Value!;
        hash.AppendData(salt[..saltLength]);
        hash.AppendData(key);
        hash.GetHashAndReset(computed);
        return FixedTime.AreEqual(computed, stored) ? HashVerdict.MatchNeedsRehash : HashVerdict.Mismatch;
    }

    public void Dispose() => _hash.Dispose();

    private static bool TryReadSalt(in PhcString parsed, Span<byte> salt, out int length)
    {
        length = 0;
        return parsed.FieldCount == 1 || (PhcBase64.TryDecode(parsed.First, salt, out length) && length > 0);
    }
}
