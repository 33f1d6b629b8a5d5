using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace ApiKeys.Hashing.Argon2;

/// <summary>BLAKE2b without a key (RFC 7693). Argon2 needs a few hundred compressions of it, so this is the plain form.</summary>
internal struct Blake2b
{
    public const int MostBytes = 64;
    private const int BlockBytes = 128;
    private const int Rounds = 12;
    private readonly int _size;
    private InlineArray8<ulong> _state;
    private Block _block;
    private int _filled;
    private ulong _length;

    public Blake2b(int size)
    {
        _size = size;
        InitialState.CopyTo(_state);
        _state[0] ^= 0x01010000UL ^ (ulong)size;
    }

    private static ReadOnlySpan<ulong> InitialState =>
    [
        0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
        0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
    ];

    private static ReadOnlySpan<byte> Order =>
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3,
        11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4,
        7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8,
        9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13,
        2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9,
        12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11,
        13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10,
        6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5,
        10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0,
    ];

    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_filled == BlockBytes)
            {
                Compress(isLast: false);
                _filled = 0;
            }

            var part = bytes[..Math.Min(bytes.Length, BlockBytes - _filled)];
            part.CopyTo(_block[_filled..]);
            _filled += part.Length;
            _length += (ulong)part.Length;
            bytes = bytes[part.Length..];
        }
    }

    public void Append(int number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        Append(bytes);
    }

    /// <summary>Writes the digest and forgets what it was made from.</summary>
    public void Finish(Span<byte> digest)
    {
        _block[_filled..].Clear();
        Compress(isLast: true);
        Span<byte> all = stackalloc byte[MostBytes];
        for (var i = 0; i < 8; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(all[(i * 8)..], _state[i]);
        }

        all[.._size].CopyTo(digest);
        CryptographicOperations.ZeroMemory(all);
        CryptographicOperations.ZeroMemory(_block);
        ((Span<ulong>)_state).Clear();
    }

    private void Compress(bool isLast)
    {
        Span<ulong> message = stackalloc ulong[16];
        for (var i = 0; i < 16; i++)
        {
            message[i] = BinaryPrimitives.ReadUInt64LittleEndian(_block[(i * 8)..]);
        }

        Span<ulong> v = stackalloc ulong[16];
        ((ReadOnlySpan<ulong>)_state).CopyTo(v);
        InitialState.CopyTo(v[8..]);
        v[12] ^= _length;
        v[14] ^= isLast ? ulong.MaxValue : 0;
        for (var round = 0; round < Rounds; round++)
        {
            Stir(v, message, Order.Slice(round % 10 * 16, 16));
        }

        for (var i = 0; i < 8; i++)
        {
            _state[i] ^= v[i] ^ v[i + 8];
        }

        v.Clear();
        message.Clear();
    }

    private static void Stir(Span<ulong> v, ReadOnlySpan<ulong> m, ReadOnlySpan<byte> order)
    {
        for (var i = 0; i < 4; i++)
        {
            Mix(ref v[i], ref v[i + 4], ref v[i + 8], ref v[i + 12], m[order[2 * i]], m[order[(2 * i) + 1]]);
        }

        for (var i = 0; i < 4; i++)
        {
            Mix(ref v[i], ref v[4 + ((i + 1) % 4)], ref v[8 + ((i + 2) % 4)], ref v[12 + ((i + 3) % 4)], m[order[8 + (2 * i)]], m[order[9 + (2 * i)]]);
        }
    }

    private static void Mix(ref ulong a, ref ulong b, ref ulong c, ref ulong d, ulong x, ulong y)
    {
        a += b + x;
        d = BitOperations.RotateRight(d ^ a, 32);
        c += d;
        b = BitOperations.RotateRight(b ^ c, 24);
        a += b + y;
        d = BitOperations.RotateRight(d ^ a, 16);
        c += d;
        b = BitOperations.RotateRight(b ^ c, 63);
    }

    [InlineArray(BlockBytes)]
    private struct Block
    {
        private byte _first;
    }
}
