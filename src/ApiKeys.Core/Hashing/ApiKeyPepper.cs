namespace ApiKeys.Hashing;

/// <summary>A secret of the host that enters every stored hash, so that a stolen database alone tells nothing.</summary>
/// <threadsafety>Immutable.</threadsafety>
public sealed class ApiKeyPepper
{
    /// <summary>The shortest pepper, in bytes.</summary>
    public const int MinBytes = 32;

    private readonly byte[] _secret;

    /// <summary>Names a pepper.</summary>
    /// <param name="id">Names it in stored hashes: 1 to 32 letters, digits, dots and hyphens.</param>
    /// <param name="secret">At least 32 random bytes, kept outside the database.</param>
    public ApiKeyPepper(string id, ReadOnlySpan<byte> secret)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        Id = id;
        _secret = secret.ToArray();
    }

    /// <summary>Names the pepper in stored hashes.</summary>
    public string Id { get; }

    internal ReadOnlySpan<byte> Secret => _secret;

    /// <summary>Names the pepper, never its bytes.</summary>
    public override string ToString() => $"{nameof(ApiKeyPepper)} {Id}";
}
