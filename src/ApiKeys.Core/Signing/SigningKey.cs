using System.Security.Cryptography;

namespace ApiKeys.Signing;

/// <summary>A signing key in memory, wiped when the record that it belongs to is let go.</summary>
internal sealed class SigningKey
{
    private readonly byte[] _bytes;

    /// <summary>Copies the bytes, to a place that the collector does not copy them from.</summary>
    public SigningKey(string scheme, string apiKey, ReadOnlySpan<byte> bytes)
    {
        Scheme = scheme;
        ApiKey = apiKey;
        _bytes = GC.AllocateUninitializedArray<byte>(bytes.Length, pinned: true);
        bytes.CopyTo(_bytes);
    }

    ~SigningKey() => CryptographicOperations.ZeroMemory(_bytes);

    public string Scheme { get; }

    /// <summary>The whole API key that it belongs to, of which a lookup id may be a part.</summary>
    public string ApiKey { get; }

    public ReadOnlySpan<byte> Bytes => _bytes;
}
