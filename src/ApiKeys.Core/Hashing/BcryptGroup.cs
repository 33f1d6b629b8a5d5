using ApiKeys.Hashing.Bcrypt;

namespace ApiKeys.Hashing;

/// <summary>Up to four stored strings of one cost that are compared to a key together.</summary>
internal sealed class BcryptGroup
{
    private readonly byte[] _salts = new byte[BcryptHash.Lanes * BcryptHash.SaltBytes];
    private readonly byte[] _stored = new byte[BcryptHash.Lanes * BcryptHash.DigestBytes];
    private readonly int[] _places = new int[BcryptHash.Lanes];
    private int _count;

    public bool IsFull => _count == BcryptHash.Lanes;

    /// <summary>Takes a string that is well-formed and of that cost.</summary>
    public bool TryAdd(string text, int cost, int place)
    {
        if (!BcryptString.TryRead(text, Salt(_count), Stored(_count), out var storedCost) || storedCost != cost)
        {
            return false;
        }

        _places[_count++] = place;
        return true;
    }

    /// <summary>The place of the first string that matches, or -1; the group is empty again.</summary>
    public int Match(ReadOnlySpan<byte> key, int cost)
    {
        Span<byte> computed = stackalloc byte[BcryptHash.Lanes * BcryptHash.DigestBytes];
        if (_count == 1)
        {
            BcryptHash.Compute(key, Salt(0), cost, computed[..BcryptHash.DigestBytes]);
        }
        else if (_count > 1)
        {
            BcryptHash.ComputeFour(key, _salts, cost, computed);
        }

        var found = -1;
        for (var i = _count - 1; i >= 0; i--)
        {
            if (FixedTime.AreEqual(computed.Slice(i * BcryptHash.DigestBytes, BcryptHash.DigestBytes), Stored(i)))
            {
                found = _places[i];
            }
        }

        _count = 0;
        return found;
    }

    private Span<byte> Salt(int lane) => _salts.AsSpan(lane * BcryptHash.SaltBytes, BcryptHash.SaltBytes);

    private Span<byte> Stored(int lane) => _stored.AsSpan(lane * BcryptHash.DigestBytes, BcryptHash.DigestBytes);
}
