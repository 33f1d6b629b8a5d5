using ApiKeys.Hashing;

namespace ApiKeys.Core.Tests.Verification;

/// <summary>Counts how often a hasher is asked, and by how many at once.</summary>
internal sealed class CountingHasher(IApiKeyHasher inner) : IApiKeyHasher
{
    private int _verifications;
    private int _running;
    private int _mostAtOnce;

    public string Algorithm => inner.Algorithm;

    public bool IsSlow => inner.IsSlow;

    public int MaxKeyBytes => inner.MaxKeyBytes;

    public int Verifications => Volatile.Read(ref _verifications);

    public int MostAtOnce => Volatile.Read(ref _mostAtOnce);

    public string Hash(ReadOnlySpan<byte> key, string keyId) => inner.Hash(key, keyId);

    public HashVerdict Verify(ReadOnlySpan<byte> key, string keyId, string storedHash)
    {
        Interlocked.Increment(ref _verifications);
        _mostAtOnce = Math.Max(_mostAtOnce, Interlocked.Increment(ref _running));
        try
        {
            return inner.Verify(key, keyId, storedHash);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }
}
