using System.Numerics;
using System.Runtime.CompilerServices;

namespace ApiKeys.Hashing.Argon2;

/// <summary>G word by word, for every processor.</summary>
internal readonly unsafe struct ScalarKernel : IBlockKernel
{
    private const int Words = 128;

    public static int Place(int word) => word;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ulong* Fill(ulong* previous, ulong* reference, ulong* destination, bool keeps, ulong* scratch, in ReferenceWindow next)
    {
        for (var i = 0; i < Words; i++)
        {
            var word = previous[i] ^ reference[i];
            scratch[i] = word;
            destination[i] = keeps ? destination[i] ^ word : word;
        }

        for (var row = 0; row < Words; row += 16)
        {
            Round(scratch + row, 2);
        }

        // A column is a pair of words of every row.
        for (var column = 0; column < 16; column += 2)
        {
            Round(scratch + column, 16);
        }

        for (var i = 0; i < Words; i++)
        {
            destination[i] ^= scratch[i];
        }

        return next.Choose(destination[0]);
    }

    // The permutation P over eight pairs of words (RFC 9106 section 3.6).
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Round(ulong* v, int stride)
    {
        Mix(v, v + (2 * stride), v + (4 * stride), v + (6 * stride));
        Mix(v + 1, v + (2 * stride) + 1, v + (4 * stride) + 1, v + (6 * stride) + 1);
        Mix(v + stride, v + (3 * stride), v + (5 * stride), v + (7 * stride));
        Mix(v + stride + 1, v + (3 * stride) + 1, v + (5 * stride) + 1, v + (7 * stride) + 1);
        Mix(v, v + (2 * stride) + 1, v + (5 * stride), v + (7 * stride) + 1);
        Mix(v + 1, v + (3 * stride), v + (5 * stride) + 1, v + (6 * stride));
        Mix(v + stride, v + (3 * stride) + 1, v + (4 * stride), v + (6 * stride) + 1);
        Mix(v + stride + 1, v + (2 * stride), v + (4 * stride) + 1, v + (7 * stride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(ulong* first, ulong* second, ulong* third, ulong* fourth)
    {
        ulong a = *first, b = *second, c = *third, d = *fourth;
        Half(ref a, b, ref d, 32);
        Half(ref c, d, ref b, 24);
        Half(ref a, b, ref d, 16);
        Half(ref c, d, ref b, 63);
        (*first, *second, *third, *fourth) = (a, b, c, d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Half(ref ulong x, ulong y, ref ulong z, int bits)
    {
        x += y + (2 * ((ulong)(uint)x * (uint)y));
        z = BitOperations.RotateRight(z ^ x, bits);
    }
}
