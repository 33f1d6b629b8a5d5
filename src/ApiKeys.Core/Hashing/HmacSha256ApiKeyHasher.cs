using System.Security.Cryptography;
using System.Text;

namespace ApiKeys.Hashing;

/// <summary><c>$hmac-sha256$k=pepper$hash</c>: SHA-256 keyed by a pepper and bound to the record's id.</summary>
internal sealed class HmacSha256ApiKeyHasher : IApiKeyHasher, IDisposable
{
    public const string Name = "hmac-sha256";

    private const string PepperField = "k";
    private const int StackIdBytes = 512;
    private readonly List<(string Id, ThreadLocal<IncrementalHash> Hash)> _peppers;

    public HmacSha256ApiKeyHasher(IEnumerable<ApiKeyPepper> peppers) =>
        _peppers = [.. peppers.Select(pepper => (pepper.Id, new ThreadLocal<IncrementalHash>(() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, pepper.Secret))))];

    public string Algorithm => Name;

    public string Hash(ReadOnlySpan<byte> key, string keyId)
    {
        if (_peppers.Count == 0)
        {
            throw new InvalidOperationException("Hashing with a pepper needs one: add it to ApiKeyHashingOptions.Peppers.");
        }

        var (pepperId, hash) = _peppers[^1];
        Span<byte> computed = stackalloc byte[SHA256.HashSizeInBytes];
        Compute(hash.Value!, key, keyId, computed);
        return $"${Name}${PepperField}={pepperId}${PhcBase64.Encode(computed)}";
    }

    public HashVerdict Verify(ReadOnlySpan<byte> key, string keyId, string storedHash)
    {
        Span<byte> stored = stackalloc byte[SHA256.HashSizeInBytes];
        if (!PhcString.TryParse(storedHash, out var parsed)
            || parsed.FieldCount != 2
            || !PhcString.TryParseText(parsed.First, PepperField, out var pepperId)
            || FindPepper(pepperId) is not { } index
            || !PhcBase64.TryDecode(parsed.Second, stored, out var length)
            || length != stored.Length)
        {
            return HashVerdict.Malformed;
        }

        Span<byte> computed = stackalloc byte[SHA256.HashSizeInBytes];
        Compute(_peppers[index].Hash.Value!, key, keyId, computed);
        if (!FixedTime.AreEqual(computed, stored))
        {
            return HashVerdict.Mismatch;
        }

        return index == _peppers.Count - 1 ? HashVerdict.Match : HashVerdict.MatchNeedsRehash;
    }

    public void Dispose() => _peppers.ForEach(pepper => pepper.Hash.Dispose());

    private int? FindPepper(ReadOnlySpan<char> id)
    {
        for (var i = 0; i < _peppers.Count; i++)
        {
            if (id.SequenceEqual(_peppers[i].Id))
            {
                return i;
            }
        }

        return null;
    }

    // The key's text holds no NUL, so the last NUL divides id from key: no two pairs give the same input.
    private static void Compute(IncrementalHash hash, ReadOnlySpan<byte> key, string keyId, Span<byte> destination)
    {
        // Ids of our own are short, but a host's configuration or store may hold any.
        var mostIdBytes = Encoding.UTF8.GetMaxByteCount(keyId.Length);
        var id = mostIdBytes <= StackIdBytes ? stackalloc byte[StackIdBytes] : new byte[mostIdBytes];
        hash.AppendData(id[..Encoding.UTF8.GetBytes(keyId, id)]);
        hash.AppendData("\0"u8);
        hash.AppendData(key);
        hash.GetHashAndReset(destination);
    }
}
