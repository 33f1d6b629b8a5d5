using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ApiKeys.Hashing;

/// <summary>Hashes of ASP.NET Core Identity as stored strings. Their layout is told in <c>PasswordHasher.cs</c> of dotnet/aspnetcore.</summary>
internal static class IdentityHash
{
    private const byte Version2 = 0x00;
    private const byte Version3 = 0x01;
    private const int HeaderBytes = 13;
    private const int FewestBytes = 16;
    private const int MostBytes = 64;
    private const int MostBlobBytes = 128;

    /// <summary>The stored string, or what is wrong with the hash.</summary>
    public static string? Read(string text, int mostIterations, out string? complaint)
    {
        Span<byte> blob = stackalloc byte[MostBlobBytes];
        complaint = "It is no hash of ASP.NET Core Identity, or its salt or key is too long.";
        if (text.Length % 4 != 0 || !ForeignDigest.TryReadBase64(text, blob, out var length) || length == 0)
        {
            return null;
        }

        if (blob[0] == Version2)
        {
            complaint = "It is a hash of ASP.NET Identity's version 2, 1,000 iterations with SHA-1, which is not read here: use the key once where version 3 writes it anew, or replace it.";
            return null;
        }

        return blob[0] == Version3 && length > HeaderBytes ? ReadVersion3(blob[..length], mostIterations, out complaint) : null;
    }

    private static string? ReadVersion3(ReadOnlySpan<byte> blob, int mostIterations, out string? complaint)
    {
        var function = BinaryPrimitives.ReadUInt32BigEndian(blob[1..]);
        var iterations = BinaryPrimitives.ReadUInt32BigEndian(blob[5..]);
        var saltLength = BinaryPrimitives.ReadUInt32BigEndian(blob[9..]);
        var keyLength = blob.Length - HeaderBytes - saltLength;
        complaint = iterations < 1 || iterations > mostIterations ? $"Its iterations go from 1 to {mostIterations}." : null;
        if (saltLength is < FewestBytes or > MostBytes || keyLength is < FewestBytes or > MostBytes)
        {
            complaint = $"Its salt or its key is shorter than {FewestBytes} bytes or longer than {MostBytes}.";
        }

        if (AlgorithmOf(function) is not { } algorithm)
        {
            complaint = "Its function is none of SHA-1, SHA-256 and SHA-512.";
            return null;
        }

        var rest = blob[HeaderBytes..];
        return complaint is null
            ? Pbkdf2ApiKeyHasher.Stored(algorithm, (int)iterations, rest[..(int)saltLength], rest[(int)saltLength..])
            : null;
    }

    private static HashAlgorithmName? AlgorithmOf(uint function) => function switch
    {
        0 => HashAlgorithmName.SHA1,
        1 => HashAlgorithmName.SHA256,
        2 => HashAlgorithmName.SHA512,
        _ => null,
    };
}
