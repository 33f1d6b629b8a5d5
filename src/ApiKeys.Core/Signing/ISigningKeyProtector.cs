namespace ApiKeys.Signing;

/// <summary>Encrypts signing keys where they are stored: whoever reads one there could sign with it (CONTRACT S-33).</summary>
/// <remarks>A key is decrypted once for each state of its record that is read, and stays in memory as long as the record does.</remarks>
/// <threadsafety>Implementations are singletons and are called concurrently.</threadsafety>
public interface ISigningKeyProtector
{
    /// <summary>Names the protector in what it has protected: lower-case letters, digits, hyphens.</summary>
    string Name { get; }

    /// <summary>Encrypts a signing key.</summary>
    /// <param name="signingKey">The key and what belongs to it, at most 512 bytes.</param>
    /// <param name="purpose">Where it will stand. Another place must not be able to decrypt it.</param>
    /// <returns>At most 1,500 characters, letters, digits and <c>+ / = - _ . :</c>.</returns>
    string Protect(ReadOnlySpan<byte> signingKey, string purpose);

    /// <summary>Decrypts a signing key.</summary>
    /// <param name="protectedKey">What <see cref="Protect"/> returned.</param>
    /// <param name="purpose">Where it stands.</param>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It was changed, or it stands in another place: this one key is refused.</exception>
    /// <exception cref="SigningKeyUnavailableException">The server lacks the key that it was encrypted with: requests are answered with 503.</exception>
    byte[] Unprotect(string protectedKey, string purpose);
}
