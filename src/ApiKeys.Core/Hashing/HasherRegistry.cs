using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace ApiKeys.Hashing;

/// <summary>Finds the hasher of a stored string, writes with the one that the host chose, and knows when to write anew.</summary>
internal sealed class HasherRegistry
{
    private readonly IApiKeyHasher[] _hashers;
    private readonly IApiKeyHasher _writer;
    private readonly PreparedHash _nothing;

    public HasherRegistry(IEnumerable<IApiKeyHasher> hashers, IOptions<ApiKeyHashingOptions> options)
    {
        _hashers = [.. hashers];
        var name = WriterName(options.Value);
        _writer = Find(name) ?? throw new InvalidOperationException($"There is no hasher called '{name}'.");
        _nothing = Prepare("", _writer.Hash(RandomNumberGenerator.GetItems("0123456789abcdef"u8, 64), ""));
    }

    public static string WriterName(ApiKeyHashingOptions options) =>
        options.Algorithm ?? (options.Peppers.Count > 0 ? HmacSha256ApiKeyHasher.Name : Sha256ApiKeyHasher.Name);

    public string Hash(ReadOnlySpan<byte> key, string keyId) => _writer.Hash(key, keyId);

    public HashVerdict Verify(ReadOnlySpan<byte> key, string keyId, string storedHash)
    {
        if (Find(PhcString.AlgorithmOf(storedHash)) is not { } hasher)
        {
            return HashVerdict.Malformed;
        }

        var verdict = hasher.Verify(key, keyId, storedHash);
        return verdict == HashVerdict.Match && hasher != _writer && key.Length <= _writer.MaxKeyBytes ? HashVerdict.MatchNeedsRehash : verdict;
    }

    /// <summary>Reads a stored string for many comparisons. What is to be written anew soon is not worth it, and what is malformed says so each time.</summary>
    public PreparedHash Prepare(string keyId, string storedHash)
    {
        var hasher = Find(PhcString.AlgorithmOf(storedHash));
        return (hasher == _writer ? (hasher as IPreparingHasher)?.Prepare(keyId, storedHash) : null) ?? new UnpreparedHash(this, hasher?.IsSlow ?? false, keyId, storedHash);
    }

    /// <summary>Whether the comparison with a stored string is slow; null stands for an unknown key, which costs what new ones cost.</summary>
    public bool IsSlow(string? storedHash) => (storedHash is null ? _writer : Find(PhcString.AlgorithmOf(storedHash)))?.IsSlow ?? false;

    /// <summary>Whether a stored string has a hasher that can read it.</summary>
    public bool IsReadable(string storedHash) => Find(PhcString.AlgorithmOf(storedHash))?.IsReadable(storedHash) ?? false;

    /// <summary>Whether a stored string can be compared beside others of its kind, at less than their sum.</summary>
    public bool IsComparedTogether(string storedHash) => Find(PhcString.AlgorithmOf(storedHash)) is BcryptApiKeyHasher bcrypt && bcrypt.IsReadable(storedHash);

    /// <summary>The place of the first stored string that matches, of those that are compared together; -1 where none does.</summary>
    public int VerifyTogether(ReadOnlySpan<byte> key, ReadOnlySpan<string> storedHashes) =>
        Find(BcryptApiKeyHasher.Name) is BcryptApiKeyHasher bcrypt ? bcrypt.VerifyMany(key, storedHashes) : -1;

    /// <summary>Costs what a verification costs and matches nothing, so that time does not tell which ids exist.</summary>
    /// <param name="key">The presented text.</param>
    /// <param name="like">The stored string whose cost is meant; null: that of new ones.</param>
    public void VerifyNothing(ReadOnlySpan<byte> key, string? like)
    {
        if (like is null)
        {
            _nothing.Verify(key);
        }
        else
        {
            Verify(key, "", like);
        }
    }

    // The newest registration wins, so that a host can put its own in the place of one of ours.
    private IApiKeyHasher? Find(ReadOnlySpan<char> algorithm)
    {
        for (var i = _hashers.Length - 1; i >= 0; i--)
        {
            if (algorithm.SequenceEqual(_hashers[i].Algorithm))
            {
                return _hashers[i];
            }
        }

        return null;
    }
}
