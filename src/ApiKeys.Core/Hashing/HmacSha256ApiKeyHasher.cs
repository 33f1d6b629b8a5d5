using System.Security.Cryptography;
using System.Text;

namespace ApiKeys.Hashing;

/// <summary><c>$hmac-sha256$k=pepper$hash</c>: SHA-256 keyed by a pepper and bound to the record's id.</summary>
internal sealed class HmacSha256ApiKeyHasher : IPreparingHasher, IDisposable
{
    public const string Name = "hmac-sha256";

    private const string PepperField = "k";
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
        PreparedHmacSha256.Compute(hash.Value!, Binding(keyId), key, computed);
        return $"${Name}${PepperField}={pepperId}${PhcBase64.Encode(computed)}";
    }

    public HashVerdict Verify(ReadOnlySpan<byte> key, string keyId, string storedHash) => Prepare(keyId, storedHash)?.Verify(key) ?? HashVerdict.Malformed;

    public PreparedHash? Prepare(string keyId, string storedHash)
    {
        var stored = new byte[SHA256.HashSizeInBytes];
        if (!PhcString.TryParse(storedHash, out var parsed)
            || parsed.FieldCount != 2
            || !PhcString.TryParseText(parsed.First, PepperField, out var pepperId)
            || FindPepper(pepperId) is not { } index
            || !PhcBase64.TryDecode(parsed.Second, stored, out var length)
            || length != stored.Length)
        {
            return null;
        }

        var match = index == _peppers.Count - 1 ? HashVerdict.Match : HashVerdict.MatchNeedsRehash;
        return new PreparedHmacSha256(_peppers[index].Hash, Binding(keyId), stored, match);
    }

    public void Dispose() => _peppers.ForEach(pepper => pepper.Hash.Dispose());

    // The key's text holds no NUL, so the last NUL divides id from key: no two pairs give the same input.
    private static byte[] Binding(string keyId) => Encoding.UTF8.GetBytes(keyId + '\0');

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
}
