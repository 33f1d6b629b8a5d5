using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ApiKeys.Format;

/// <summary>The lookup id of a key whose text has no public id: a digest that does not depend on how the key is stored.</summary>
/// <remarks>Keyed where the host gives a key. Its label keeps it apart from every stored hash of the same text.</remarks>
internal sealed class LookupDigest : IDisposable
{
    private readonly ThreadLocal<IncrementalHash> _hash;

    public LookupDigest(byte[]? key) => _hash = new ThreadLocal<IncrementalHash>(() => key is null
        ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256)
        : IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key));

    public string Of(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[KeyTemplate.MaxKeyLength];
        bytes = bytes[..Encoding.ASCII.GetBytes(text, bytes)];
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        var hash = _hash.Value!;
        hash.AppendData("apikeys.lookup.v1\0"u8);
        hash.AppendData(bytes);
        hash.GetHashAndReset(digest);
        bytes.Clear();
        return Base64Url.EncodeToString(digest);
    }

    /// <summary>The same of a digest that another system has made of a text. What it makes is none of the ids above, and gives the digest away to nobody.</summary>
    public string OfForeign(ReadOnlySpan<byte> foreignDigest)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        var hash = _hash.Value!;
        hash.AppendData("apikeys.imported.v1\0"u8);
        hash.AppendData(foreignDigest);
        hash.GetHashAndReset(digest);
        return Base64Url.EncodeToString(digest);
    }

    public void Dispose() => _hash.Dispose();
}
