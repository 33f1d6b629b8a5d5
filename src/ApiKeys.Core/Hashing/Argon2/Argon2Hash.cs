using System.Buffers.Binary;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;

namespace ApiKeys.Hashing.Argon2;

/// <summary>Argon2 (RFC 9106), all three types, versions 0x10 and 0x13.</summary>
internal static unsafe class Argon2Hash
{
    /// <summary>The fastest kernel of this processor.</summary>
    public static Argon2Kernel BestKernel =>
        Avx512F.IsSupported ? Argon2Kernel.Vector512
        : Avx2.IsSupported ? Argon2Kernel.Vector256
        : Ssse3.IsSupported ? Argon2Kernel.Vector128
        : Argon2Kernel.Scalar;

    public static void Compute(in Argon2Parameters parameters, in Argon2Input input, Span<byte> tag, ArenaPool pool) =>
        Compute(BestKernel, parameters, input, tag, pool);

    /// <summary>Computes a tag; its length is part of what is hashed.</summary>
    /// <exception cref="ArgumentException">There is no such hash, or the tag is shorter than four bytes.</exception>
    public static void Compute(Argon2Kernel kernel, in Argon2Parameters parameters, in Argon2Input input, Span<byte> tag, ArenaPool pool)
    {
        if (!parameters.AreValid || tag.Length < Argon2Parameters.LeastTagBytes)
        {
            throw new ArgumentException("There is no such Argon2 hash: RFC 9106 section 3.1 says what goes together.", nameof(parameters));
        }

        var arena = pool.Rent(((long)parameters.Blocks + LaneFiller<ScalarKernel>.ScratchBlocks) * Argon2Seed.BlockBytes);
        try
        {
            switch (kernel)
            {
                case Argon2Kernel.Vector512:
                    Run<Vector512Kernel>(parameters, input, tag, arena.Memory);
                    break;
                case Argon2Kernel.Vector256:
                    Run<Vector256Kernel>(parameters, input, tag, arena.Memory);
                    break;
                case Argon2Kernel.Vector128:
                    Run<Vector128Kernel>(parameters, input, tag, arena.Memory);
                    break;
                default:
                    Run<ScalarKernel>(parameters, input, tag, arena.Memory);
                    break;
            }
        }
        finally
        {
            pool.Return(arena);
        }
    }

    private static void Run<TKernel>(in Argon2Parameters parameters, in Argon2Input input, Span<byte> tag, ulong* memory)
        where TKernel : struct, IBlockKernel
    {
        Argon2Seed.Fill<TKernel>(parameters, input, tag.Length, memory);
        LaneFiller<TKernel>.Fill(parameters, memory);
        Span<byte> last = stackalloc byte[Argon2Seed.BlockBytes];
        for (var word = 0; word < LaneFiller<TKernel>.BlockWords; word++)
        {
            var sum = 0UL;
            for (var lane = 1; lane <= parameters.Lanes; lane++)
            {
                sum ^= memory[(((long)lane * parameters.LaneBlocks) - 1) * LaneFiller<TKernel>.BlockWords + TKernel.Place(word)];
            }

            BinaryPrimitives.WriteUInt64LittleEndian(last[(word * sizeof(ulong))..], sum);
        }

        VariableHash.Compute(last, tag);
        CryptographicOperations.ZeroMemory(last);
    }
}
