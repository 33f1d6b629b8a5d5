using System.Security.Cryptography;
using ApiKeys.Signing;

namespace ApiKeys.Core.Tests.Signing;

/// <summary>A body that counts how often it is read, and can do something while it arrives.</summary>
internal sealed class TestBody(byte[]? bytes, Func<CancellationToken, Task>? arriving = null, ApiKeyFailureReason? failure = null) : ISignedBody
{
    public static TestBody None => new(null);

    public int Reads { get; private set; }

    public bool CanExist => bytes is not null;

    public async ValueTask<ApiKeyFailureReason?> HashAsync(Memory<byte> hash, CancellationToken cancellationToken)
    {
        Reads++;
        if (arriving is not null)
        {
            await arriving(cancellationToken);
        }

        SHA256.HashData(bytes ?? [], hash.Span);
        return failure;
    }
}
