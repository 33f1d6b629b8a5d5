namespace ApiKeys.Hashing;

/// <summary>A stored string that its hasher reads anew for each comparison.</summary>
internal sealed class UnpreparedHash(HasherRegistry hashers, bool isSlow, string keyId, string storedHash) : PreparedHash
{
    public override bool IsSlow => isSlow;

    public override HashVerdict Verify(ReadOnlySpan<byte> key) => hashers.Verify(key, keyId, storedHash);
}
