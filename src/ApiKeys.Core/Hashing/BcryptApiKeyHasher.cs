using System.Security.Cryptography;
using ApiKeys.Hashing.Bcrypt;

namespace ApiKeys.Hashing;

/// <summary><c>$2b$cost$salt digest</c>: bcrypt, which leaves out what stands behind 72 bytes; so here such a key is refused when it is hashed and matches nothing.</summary>
internal sealed class BcryptApiKeyHasher(int cost, int mostStoredCost) : IApiKeyHasher
{
    public const string Name = "bcrypt";

    public string Algorithm => Name;

    public bool IsSlow => true;

    public int MaxKeyBytes => BcryptHash.MostKeyBytes;

    public string Hash(ReadOnlySpan<byte> key, string keyId)
    {
        if (!BcryptHash.IsDistinct(key))
        {
            throw new ArgumentException($"bcrypt takes no NUL and at most {BcryptHash.MostKeyBytes} bytes; {BcryptSha256ApiKeyHasher.Name} takes all keys.", nameof(key));
        }

        Span<byte> salt = stackalloc byte[BcryptHash.SaltBytes];
        RandomNumberGenerator.Fill(salt);
        Span<byte> computed = stackalloc byte[BcryptHash.DigestBytes];
        BcryptHash.Compute(key, salt, cost, computed);
        return BcryptString.Write(cost, salt, computed);
    }

    public bool IsReadable(string storedHash)
    {
        Span<byte> salt = stackalloc byte[BcryptHash.SaltBytes];
        Span<byte> stored = stackalloc byte[BcryptHash.DigestBytes];
        return TryRead(storedHash, salt, stored, out _);
    }

    public HashVerdict Verify(ReadOnlySpan<byte> key, string keyId, string storedHash)
    {
        Span<byte> salt = stackalloc byte[BcryptHash.SaltBytes];
        Span<byte> stored = stackalloc byte[BcryptHash.DigestBytes];
        if (!TryRead(storedHash, salt, stored, out var storedCost))
        {
            return HashVerdict.Malformed;
        }

        // A key that cannot match costs as much as one that can.
        Span<byte> computed = stackalloc byte[BcryptHash.DigestBytes];
        BcryptHash.Compute(key, salt, storedCost, computed);
        if (!FixedTime.AreEqual(computed, stored) || !BcryptHash.IsDistinct(key))
        {
            return HashVerdict.Mismatch;
        }

        return storedCost >= cost ? HashVerdict.Match : HashVerdict.MatchNeedsRehash;
    }

    /// <summary>Compares one presented key to several stored strings, four at the price of little more than one: for rows that nothing but their hash tells apart.</summary>
    /// <param name="key">The presented text.</param>
    /// <param name="storedHashes">Stored strings; what is malformed, or asks for too much work, matches nothing.</param>
    /// <returns>The place of the first string that matches; -1 where none does.</returns>
    public int VerifyMany(ReadOnlySpan<byte> key, ReadOnlySpan<string> storedHashes)
    {
        var found = -1;
        var group = new BcryptGroup();
        for (var wanted = BcryptHash.LeastCost; wanted <= mostStoredCost; wanted++)
        {
            for (var i = 0; i < storedHashes.Length; i++)
            {
                if (group.TryAdd(storedHashes[i], wanted, i) && group.IsFull)
                {
                    found = Earlier(found, group.Match(key, wanted));
                }
            }

            found = Earlier(found, group.Match(key, wanted));
        }

        return BcryptHash.IsDistinct(key) ? found : -1;
    }

    private bool TryRead(string storedHash, Span<byte> salt, Span<byte> stored, out int storedCost) =>
        BcryptString.TryRead(storedHash, salt, stored, out storedCost) && storedCost <= mostStoredCost;

    private static int Earlier(int found, int other) => found < 0 || (other >= 0 && other < found) ? other : found;
}
