using System.Security.Cryptography;
using System.Text;

namespace ApiKeys.Hashing;

/// <summary>Other systems' hashes to stored strings, each of which a hasher of this host has called readable. No complaint repeats what was given.</summary>
internal sealed class ForeignHashReader(HasherRegistry hashers, int mostIterations)
{
    private const int LongestName = 32;

    public ForeignHash? Read(string text, ApiKeyHashFormat format, out string? complaint)
    {
        complaint = null;
        var hash = format switch
        {
            ApiKeyHashFormat.Sha256 => ReadSha256(text, out complaint),
            ApiKeyHashFormat.Sha512 => ReadSha512(text, out complaint),
            ApiKeyHashFormat.AspNetIdentity => IdentityHash.Read(text, mostIterations, out complaint) is { } stored ? new ForeignHash(stored, "aspnet_identity_v3", null) : null,
            _ => ReadSelfDescribing(text, out complaint),
        };
        if (hash is not null && !hashers.IsReadable(hash.Stored))
        {
            complaint = "No hasher of this host can read it, or it asks for more work than is allowed.";
            return null;
        }

        return hash;
    }

    private static ForeignHash? ReadSha256(string text, out string? complaint)
    {
        var digest = new byte[SHA256.HashSizeInBytes];
        var isOne = ForeignDigest.TryRead(text, digest);
        complaint = isOne ? null : "It is no SHA-256: 64 hexadecimal digits, or 43 characters of base64 or base64url and perhaps one of padding.";
        return isOne ? new ForeignHash(Sha256ApiKeyHasher.Stored(digest), "sha256", digest) : null;
    }

    private static ForeignHash? ReadSha512(string text, out string? complaint)
    {
        complaint = "It is none of sha512$$digest and sha512$salt$digest with 128 hexadecimal digits and a salt of at most 64 printable characters.";
        var parts = text.Split('$');
        var digest = new byte[SHA512.HashSizeInBytes];
        if (parts is not ["sha512", { Length: <= Sha512ApiKeyHasher.MostSaltBytes } salt, var hex] || salt.AsSpan().ContainsAnyExceptInRange('!', '~') || !ForeignDigest.TryReadHex(hex, digest))
        {
            return null;
        }

        complaint = null;
        return new ForeignHash(Sha512ApiKeyHasher.Stored(Encoding.ASCII.GetBytes(salt), digest), "sha512", salt.Length == 0 ? digest : null);
    }

    private static ForeignHash? ReadSelfDescribing(string text, out string? complaint)
    {
        var name = PhcString.AlgorithmOf(text);
        var isNamed = name.Length is > 0 and <= LongestName;
        complaint = isNamed ? null : "It names no algorithm between two dollar signs; say in what format it is.";
        return isNamed ? new ForeignHash(text, name.ToString(), null) : null;
    }
}
