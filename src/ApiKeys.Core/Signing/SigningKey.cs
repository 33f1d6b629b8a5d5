using System.Security.Cryptography;

namespace ApiKeys.Signing;

/// <summary>A signing key in memory, wiped when the record that it belongs to is let go.</summary>
internal sealed class SigningKey
{
    private readonly byte[] _bytes;

    /// <summary>Takes the bytes over, at a place that the collector does not copy them from.</summary>
    public SigningKey(string scheme, byte[] bytes)
    {
        Scheme = scheme;
        _bytes = GC.AllocateUninitializedArray<byte>(bytes.Length, pinned: true);
        bytes.CopyTo(_bytes, 0);
        CryptographicOperations.ZeroMemory(bytes);
    }

    ~SigningKey() => CryptographicOperations.ZeroMemory(_bytes);

    public string Scheme { get; }

    public ReadOnlySpan<byte> Bytes => _bytes;
}
