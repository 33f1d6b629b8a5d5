using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace ApiKeys.Signing.HttpMessages;

/// <summary>The value of <c>Content-Digest</c> (RFC 9530 section 2), of which only <c>sha-256</c> is read and written.</summary>
/// <remarks>A signature over the header says nothing about the body until somebody has computed the digest anew.</remarks>
internal static class ContentDigest
{
    public const string FieldName = "content-digest";

    private const string Algorithm = "sha-256";

    /// <summary>Reads the SHA-256 of the body. Other algorithms beside it are ignored; alone they are not enough.</summary>
    public static bool TryRead(string? field, [NotNullWhen(true)] out byte[]? digest, [NotNullWhen(false)] out string? error)
    {
        digest = null;
        if (!StructuredFields.TryParse(field, out var members, out error))
        {
            return false;
        }

        foreach (var member in members)
        {
            if (member is not { Items: null, Value.Kind: StructuredKind.Bytes })
            {
                error = "A member of Content-Digest is a byte sequence.";
                return false;
            }
        }

        var bytes = StructuredMember.Find(members, Algorithm)?.Value.ToBytes();
        if (bytes is not { Length: SHA256.HashSizeInBytes })
        {
            error = bytes is null ? "Content-Digest has no sha-256." : "A SHA-256 has 32 bytes.";
            return false;
        }

        digest = bytes;
        return true;
    }

    /// <summary>The header's value for a body's SHA-256.</summary>
    /// <exception cref="ArgumentException">It is no SHA-256: it has not 32 bytes.</exception>
    public static string Write(ReadOnlySpan<byte> digest) =>
        digest.Length == SHA256.HashSizeInBytes ? StructuredWriter.Bytes(Algorithm, digest) : throw new ArgumentException("A SHA-256 has 32 bytes.", nameof(digest));
}
