using System.Security.Cryptography;
using System.Text;

namespace ApiKeys.Signing;

/// <summary>HMAC-SHA-256 (RFC 2104) on one hash a thread that is used again: the platform's one-shot HMAC fetches its algorithm anew each time, and costs twice as much.</summary>
internal static class HmacSha256
{
    private const int BlockBytes = 64;
    private const byte Inner = 0x36;
    private const byte Outer = 0x5c;
    private const int StackBytes = 1_024;

    [ThreadStatic]
    private static IncrementalHash? _hash;

    /// <summary>Writes the code of a message. The destination may be where the key is.</summary>
    public static void Compute(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, Span<byte> destination)
    {
        var hash = _hash ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> block = stackalloc byte[BlockBytes];
        block.Clear();
        if (key.Length > BlockBytes)
        {
            SHA256.HashData(key, block);
        }
        else
        {
            key.CopyTo(block);
        }

        Span<byte> inner = stackalloc byte[SHA256.HashSizeInBytes];
        Flip(block, Inner);
        hash.AppendData(block);
        hash.AppendData(message);
        hash.GetHashAndReset(inner);
        Flip(block, Inner ^ Outer);
        hash.AppendData(block);
        hash.AppendData(inner);
        hash.GetHashAndReset(destination);
        block.Clear();
    }

    /// <summary>The same over a text's UTF-8 bytes.</summary>
    public static void Compute(ReadOnlySpan<byte> key, ReadOnlySpan<char> message, Span<byte> destination)
    {
        var length = Encoding.UTF8.GetByteCount(message);
        var bytes = length <= StackBytes ? stackalloc byte[StackBytes] : new byte[length];
        bytes = bytes[..Encoding.UTF8.GetBytes(message, bytes)];
        Compute(key, bytes, destination);
        bytes.Clear();
    }

    private static void Flip(Span<byte> block, byte mask)
    {
        foreach (ref var one in block)
        {
            one ^= mask;
        }
    }
}
