using System.Security.Cryptography;

namespace ApiKeys.Hashing;

/// <summary>A stored HMAC-SHA-256, beside what stands before the key in what is hashed.</summary>
internal sealed class PreparedHmacSha256(ThreadLocal<IncrementalHash> hash, byte[] binding, byte[] stored, HashVerdict match) : PreparedHash
{
    private const int MostStackBytes = 1_024;

    /// <summary>Hashes in one go what binds the hash to its record, and the key.</summary>
    public static void Compute(IncrementalHash hash, ReadOnlySpan<byte> binding, ReadOnlySpan<byte> key, Span<byte> destination)
    {
        var length = binding.Length + key.Length;
        var message = length <= MostStackBytes ? stackalloc byte[MostStackBytes] : new byte[length];
        message = message[..length];
        binding.CopyTo(message);
        key.CopyTo(message[binding.Length..]);
        hash.AppendData(message);
        hash.GetHashAndReset(destination);
        message.Clear();
    }

    public override HashVerdict Verify(ReadOnlySpan<byte> key)
    {
        Span<byte> computed = stackalloc byte[SHA256.HashSizeInBytes];
        Compute(hash.Value!, binding, key, computed);
        return FixedTime.AreEqual(computed, stored) ? match : HashVerdict.Mismatch;
    }
}
