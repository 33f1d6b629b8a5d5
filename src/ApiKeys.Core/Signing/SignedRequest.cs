namespace ApiKeys.Signing;

/// <summary>A request whose credential is a signature, as far as it is known before its body is read.</summary>
/// <threadsafety>Immutable.</threadsafety>
public abstract class SignedRequest
{
    private readonly byte[] _signature;

    private protected SignedRequest(string apiKey, long timestamp, byte[] signature)
    {
        ApiKey = apiKey;
        Timestamp = timestamp;
        _signature = signature;
    }

    /// <summary>The API key that the request names, the public part.</summary>
    public string ApiKey { get; }

    /// <summary>When it says that it was signed, in seconds since 1970-01-01 in UTC.</summary>
    public long Timestamp { get; }

    internal ReadOnlyMemory<byte> Signature => _signature;

    /// <summary>The scheme's name in stored signing keys.</summary>
    internal abstract string Scheme { get; }

    /// <summary>When it says that it ends, in seconds since 1970-01-01 in UTC; null where it says nothing.</summary>
    internal virtual long? ExpiresAt => null;

    /// <summary>Whether the holder of a key has signed this request with this body.</summary>
    internal abstract bool IsSignedBy(ReadOnlySpan<byte> signingKey, ReadOnlySpan<byte> bodyHash);
}
