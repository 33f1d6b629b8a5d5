namespace ApiKeys.Hashing;

/// <summary>Turns a key's text into a stored string that describes itself, and compares.</summary>
/// <remarks>
/// Stored strings follow the PHC string format (<c>$algorithm$parameters$salt$hash</c>): a store may hold many algorithms side by side.
/// Register an implementation with <c>AddHasher</c>.
/// </remarks>
/// <threadsafety>Implementations are singletons and are called concurrently.</threadsafety>
public interface IApiKeyHasher
{
    /// <summary>The name between the first two dollar signs of the strings that this hasher reads and writes.</summary>
    string Algorithm { get; }

    /// <summary>Whether a comparison takes so long that its result is remembered, and that only a few run at once.</summary>
    /// <value>Default: <see langword="false"/>, right for hashes of microseconds.</value>
    bool IsSlow => false;

    /// <summary>Whether the hasher reads hashes that were imported and writes none. It cannot be the algorithm of new hashes, and what it reads is written anew when it is used.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    bool IsReadOnly => false;

    /// <summary>Whether a stored string can be read and asks for no more work than is allowed. It is asked of every hash that is imported.</summary>
    /// <remarks>The default compares an empty key, which is as slow as a comparison is: a slow hasher overrides it.</remarks>
    /// <param name="storedHash">A string that begins with this hasher's algorithm.</param>
    bool IsReadable(string storedHash) => Verify([], "", storedHash) != HashVerdict.Malformed;

    /// <summary>The longest key that this hasher tells from every other, in bytes. Longer ones are not given to it to be hashed anew.</summary>
    /// <value>Default: <see cref="int.MaxValue"/>, any. That of bcrypt is 72.</value>
    int MaxKeyBytes => int.MaxValue;

    /// <summary>Hashes a key.</summary>
    /// <param name="key">The key's whole text, in ASCII.</param>
    /// <param name="keyId">The record's id; a keyed hash binds to it, so that a hash moved to another record opens nothing (ATTACKS AC-043).</param>
    /// <returns>The self-describing stored string.</returns>
    string Hash(ReadOnlySpan<byte> key, string keyId);

    /// <summary>Compares a presented key to a stored string. Malformed strings are an answer, not an exception.</summary>
    /// <param name="key">The presented text, in ASCII.</param>
    /// <param name="keyId">The record's id.</param>
    /// <param name="storedHash">A string that begins with this hasher's algorithm.</param>
    HashVerdict Verify(ReadOnlySpan<byte> key, string keyId, string storedHash);
}
