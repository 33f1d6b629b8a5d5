using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace ApiKeys.Hashing;

/// <summary>Remembers which presented texts matched slow hashes, so that the second request costs what a fast hash costs.</summary>
/// <remarks>
/// A text is kept as SHA-256 of a salt of this process and itself: the secret is nowhere. A memory is good for one state of one record:
/// any change of the record, and any other stored hash, makes it worthless at once.
/// </remarks>
internal sealed class VerifiedKeyCache(IOptions<ApiKeyHashingOptions> options) : IDisposable
{
    private readonly ConcurrentDictionary<KeyDigest, (string KeyId, long Version, string Hash)> _verified = new();
    private readonly byte[] _salt = RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes);
    private readonly ThreadLocal<IncrementalHash> _hash = new(() => IncrementalHash.CreateHash(HashAlgorithmName.SHA256));
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public bool Contains(ReadOnlySpan<byte> key, ApiKeyRecord record, string storedHash) =>
        _verified.TryGetValue(Digest(key), out var found)
        && found.Version == record.Version
        && string.Equals(found.KeyId, record.Id, StringComparison.Ordinal)
        && string.Equals(found.Hash, storedHash, StringComparison.Ordinal);

    public void Add(ReadOnlySpan<byte> key, ApiKeyRecord record, string storedHash)
    {
        if (Count >= options.Value.VerifiedKeyCapacity)
        {
            Trim();
        }

        var digest = Digest(key);
        var entry = (record.Id, record.Version, storedHash);
        if (_verified.TryAdd(digest, entry))
        {
            Interlocked.Increment(ref _count);
        }
        else
        {
            _verified[digest] = entry;
        }
    }

    public void Dispose()
    {
        _hash.Dispose();
        CryptographicOperations.ZeroMemory(_salt);
    }

    // An eighth, as it comes: whoever is pushed out pays once more.
    private void Trim()
    {
        foreach (var pair in _verified.Take(Math.Max(1, options.Value.VerifiedKeyCapacity / 8)))
        {
            if (_verified.TryRemove(pair))
            {
                Interlocked.Decrement(ref _count);
            }
        }
    }

    private KeyDigest Digest(ReadOnlySpan<byte> key)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        var hash = _hash.Value!;
        hash.AppendData(_salt);
        hash.AppendData(key);
        hash.GetHashAndReset(digest);
        return MemoryMarshal.Read<KeyDigest>(digest);
    }
}
