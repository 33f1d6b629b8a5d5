using System.Security.Cryptography;
using ApiKeys.Hashing.Argon2;

namespace ApiKeys.Hashing;

/// <summary><c>$argon2id$v=19$m=memory,t=passes,p=lanes$salt$tag</c> (RFC 9106). Reads Argon2d, Argon2i and version 0x10 as well, and asks for them to be written anew.</summary>
/// <param name="written">What new hashes cost.</param>
/// <param name="most">The most memory, passes and lanes that a stored string may ask for.</param>
/// <param name="arenas">Where the memory comes from.</param>
internal sealed class Argon2ApiKeyHasher(Argon2Parameters written, Argon2Parameters most, ArenaPool arenas) : IApiKeyHasher
{
    public const string Name = "argon2id";

    private const int SaltBytes = 16;
    private const int TagBytes = 32;

    public string Algorithm => Name;

    public bool IsSlow => true;

    public string Hash(ReadOnlySpan<byte> key, string keyId)
    {
        Span<byte> salt = stackalloc byte[SaltBytes];
        RandomNumberGenerator.Fill(salt);
        Span<byte> computed = stackalloc byte[TagBytes];
        Argon2Hash.Compute(written, new Argon2Input { Key = key, Salt = salt }, computed, arenas);
        return Argon2String.Write(written, salt, computed);
    }

    public bool IsReadable(string storedHash)
    {
        Span<byte> salt = stackalloc byte[Argon2String.MostSaltBytes];
        Span<byte> stored = stackalloc byte[Argon2String.MostTagBytes];
        return Argon2String.TryRead(storedHash, salt, stored, out var parameters, out _, out _) && IsAllowed(parameters);
    }

    public HashVerdict Verify(ReadOnlySpan<byte> key, string keyId, string storedHash)
    {
        Span<byte> salt = stackalloc byte[Argon2String.MostSaltBytes];
        Span<byte> stored = stackalloc byte[Argon2String.MostTagBytes];
        if (!Argon2String.TryRead(storedHash, salt, stored, out var parameters, out var saltBytes, out var tagBytes) || !IsAllowed(parameters))
        {
            return HashVerdict.Malformed;
        }

        Span<byte> computed = stackalloc byte[tagBytes];
        Argon2Hash.Compute(parameters, new Argon2Input { Key = key, Salt = salt[..saltBytes] }, computed, arenas);
        if (!FixedTime.AreEqual(computed, stored[..tagBytes]))
        {
            return HashVerdict.Mismatch;
        }

        return IsAsStrong(parameters) && saltBytes >= SaltBytes && tagBytes >= TagBytes ? HashVerdict.Match : HashVerdict.MatchNeedsRehash;
    }

    private bool IsAllowed(in Argon2Parameters parameters) =>
        parameters.MemoryKib <= most.MemoryKib && parameters.Passes <= most.Passes && parameters.Lanes <= most.Lanes;

    // Lanes make a hash neither stronger nor weaker, only other.
    private bool IsAsStrong(in Argon2Parameters parameters) =>
        parameters.Type == written.Type && parameters.Version == written.Version && parameters.MemoryKib >= written.MemoryKib && parameters.Passes >= written.Passes;
}
