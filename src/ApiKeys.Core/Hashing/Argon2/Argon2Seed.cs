using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ApiKeys.Hashing.Argon2;

/// <summary>The beginning of every lane: two blocks from H0, the digest of everything that is given (RFC 9106 section 3.2, steps 1 to 4).</summary>
internal static unsafe class Argon2Seed
{
    public const int BlockBytes = 1024;
    private const int PositionBytes = 8;

    public static void Fill<TKernel>(in Argon2Parameters parameters, in Argon2Input input, int tagBytes, ulong* memory)
        where TKernel : struct, IBlockKernel
    {
        Span<byte> seed = stackalloc byte[Blake2b.MostBytes + PositionBytes];
        Digest(parameters, input, tagBytes, seed[..Blake2b.MostBytes]);
        Span<byte> block = stackalloc byte[BlockBytes];
        for (var lane = 0; lane < parameters.Lanes; lane++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(seed[(Blake2b.MostBytes + sizeof(int))..], lane);
            for (var index = 0; index < 2; index++)
            {
                BinaryPrimitives.WriteInt32LittleEndian(seed[Blake2b.MostBytes..], index);
                VariableHash.Compute(seed, block);
                Place<TKernel>(block, memory + (((long)lane * parameters.LaneBlocks + index) * LaneFiller<TKernel>.BlockWords));
            }
        }

        CryptographicOperations.ZeroMemory(seed);
        CryptographicOperations.ZeroMemory(block);
    }

    // The memory as it was asked for, not as it is rounded.
    private static void Digest(in Argon2Parameters parameters, in Argon2Input input, int tagBytes, Span<byte> seed)
    {
        var hash = new Blake2b(Blake2b.MostBytes);
        hash.Append(parameters.Lanes);
        hash.Append(tagBytes);
        hash.Append(parameters.MemoryKib);
        hash.Append(parameters.Passes);
        hash.Append(parameters.Version);
        hash.Append((int)parameters.Type);
        hash.Append(input.Key.Length);
        hash.Append(input.Key);
        hash.Append(input.Salt.Length);
        hash.Append(input.Salt);
        hash.Append(input.Secret.Length);
        hash.Append(input.Secret);
        hash.Append(input.AssociatedData.Length);
        hash.Append(input.AssociatedData);
        hash.Finish(seed);
    }

    private static void Place<TKernel>(ReadOnlySpan<byte> bytes, ulong* block)
        where TKernel : struct, IBlockKernel
    {
        for (var word = 0; word < LaneFiller<TKernel>.BlockWords; word++)
        {
            block[TKernel.Place(word)] = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(word * sizeof(ulong))..]);
        }
    }
}
