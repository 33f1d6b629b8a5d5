using System.Security.Cryptography;
using ApiKeys.Signing;

namespace ApiKeys.Timing.Hosting;

/// <summary>The body of a request that has none.</summary>
internal sealed class NoBody : ISignedBody
{
    private static readonly byte[] Hash = SHA256.HashData([]);

    public static NoBody Instance { get; } = new();

    public bool CanExist => false;

    public ValueTask<ApiKeyFailureReason?> HashAsync(Memory<byte> hash, CancellationToken cancellationToken)
    {
        Hash.CopyTo(hash);
        return default;
    }
}
