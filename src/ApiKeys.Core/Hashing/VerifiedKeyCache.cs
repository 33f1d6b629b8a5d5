using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace ApiKeys.Hashing;

/// <summary>Remembers which presented texts matched slow hashes, so that the second request costs what a fast hash costs.</summary>
/// <remarks>
/// A text is kept as SHA-256 of a salt of this process, the record's id and itself: the secret is nowhere. A memory is good for one state of one record:
/// any change of the record, and any other stored hash, makes it worthless at once.
/// </remarks>
internal sealed class VerifiedKeyCache(IOptions<ApiKeyHashingOptions> options) : IDisposable
{
    private readonly ConcurrentDictionary<KeyDigest, (long Version, string Hash)> _verified = new();
    private readonly byte[] _salt = RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes);
    private readonly ThreadLocal<IncrementalHash> _hash = new(() => IncrementalHash.CreateHash(HashAlgorithmName.SHA256));
    private int _count;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Names a presented text of a record, for as long as this process lives.</summary>
    public KeyDigest Identify(ReadOnlySpan<byte> key, string keyId) => Digest(key, keyId);

    public bool Contains(ReadOnlySpan<byte> key, ApiKeyRecord record, string storedHash) =>
        _verified.TryGetValue(Digest(key, record.Id), out var found)
        && found.Version == record.Version
        && FixedTime.AreEqual(MemoryMarshal.AsBytes(found.Hash.AsSpan()), MemoryMarshal.AsBytes(storedHash.AsSpan()));

    public void Add(ReadOnlySpan<byte> key, ApiKeyRecord record, string storedHash)
    {
        if (Count >= options.Value.VerifiedKeyCapacity)
        {
            Trim();
        }

        var digest = Digest(key, record.Id);
        var entry = (record.Version, storedHash);
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

    // The key holds no NUL, so the last one divides it from the id: no two pairs give one digest.
    private KeyDigest Digest(ReadOnlySpan<byte> key, string keyId)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        var hash = _hash.Value!;
        hash.AppendData(_salt);
        hash.AppendData(MemoryMarshal.AsBytes(keyId.AsSpan()));
        hash.AppendData("\0\0"u8);
        hash.AppendData(key);
        hash.GetHashAndReset(digest);
        return MemoryMarshal.Read<KeyDigest>(digest);
    }
}
