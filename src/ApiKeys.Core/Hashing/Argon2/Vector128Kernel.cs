using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ApiKeys.Hashing.Argon2;

/// <summary>G by pairs of words (SSSE3): a row or a column of a block is eight vectors.</summary>
internal readonly unsafe struct Vector128Kernel : IBlockKernel
{
    public static int Place(int word) => word;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ulong* Fill(ulong* previous, ulong* reference, ulong* destination, bool keeps, ulong* scratch, in ReferenceWindow next)
    {
        for (var word = 0; word < 128; word += 2)
        {
            var mixed = Vector128.Load(previous + word) ^ Vector128.Load(reference + word);
            mixed.Store(scratch + word);
            (keeps ? mixed ^ Vector128.Load(destination + word) : mixed).Store(destination + word);
        }

        for (var row = 0; row < 128; row += 16)
        {
            Round(scratch + row, 2, scratch + row, default);
        }

        // The column of word 0 first: that word names the next reference.
        Round(scratch, 16, destination, Vector128<ulong>.AllBitsSet);
        var chosen = next.Fetch(destination[0]);
        for (var column = 2; column < 16; column += 2)
        {
            Round(scratch + column, 16, destination + column, Vector128<ulong>.AllBitsSet);
        }

        return chosen;
    }

    // The permutation P over eight pairs; what was at the target is mixed in where the mask says so.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(ulong* source, int stride, ulong* target, Vector128<ulong> mask)
    {
        Vector128<ulong> a0 = Vector128.Load(source), a1 = Vector128.Load(source + stride);
        Vector128<ulong> b0 = Vector128.Load(source + (2 * stride)), b1 = Vector128.Load(source + (3 * stride));
        Vector128<ulong> c0 = Vector128.Load(source + (4 * stride)), c1 = Vector128.Load(source + (5 * stride));
        Vector128<ulong> d0 = Vector128.Load(source + (6 * stride)), d1 = Vector128.Load(source + (7 * stride));
        Mix(ref a0, ref b0, ref c0, ref d0, ref a1, ref b1, ref c1, ref d1);
        (b0, b1) = (Cross(b0, b1), Cross(b1, b0));
        (d0, d1) = (Cross(d1, d0), Cross(d0, d1));
        Mix(ref a0, ref b0, ref c1, ref d0, ref a1, ref b1, ref c0, ref d1);
        (b0, b1) = (Cross(b1, b0), Cross(b0, b1));
        (d0, d1) = (Cross(d0, d1), Cross(d1, d0));
        Put(target, a0, mask);
        Put(target + stride, a1, mask);
        Put(target + (2 * stride), b0, mask);
        Put(target + (3 * stride), b1, mask);
        Put(target + (4 * stride), c0, mask);
        Put(target + (5 * stride), c1, mask);
        Put(target + (6 * stride), d0, mask);
        Put(target + (7 * stride), d1, mask);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(ulong* target, Vector128<ulong> value, Vector128<ulong> mask) => (value ^ (Vector128.Load(target) & mask)).Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Cross(Vector128<ulong> x, Vector128<ulong> y) => Ssse3.AlignRight(y.AsByte(), x.AsByte(), 8).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(
        ref Vector128<ulong> a0,
        ref Vector128<ulong> b0,
        ref Vector128<ulong> c0,
        ref Vector128<ulong> d0,
        ref Vector128<ulong> a1,
        ref Vector128<ulong> b1,
        ref Vector128<ulong> c1,
        ref Vector128<ulong> d1)
    {
        Half(ref a0, b0, ref d0, ref a1, b1, ref d1, 32);
        Half(ref c0, d0, ref b0, ref c1, d1, ref b1, 24);
        Half(ref a0, b0, ref d0, ref a1, b1, ref d1, 16);
        Half(ref c0, d0, ref b0, ref c1, d1, ref b1, 63);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Half(ref Vector128<ulong> x0, Vector128<ulong> y0, ref Vector128<ulong> z0, ref Vector128<ulong> x1, Vector128<ulong> y1, ref Vector128<ulong> z1, int bits)
    {
        x0 = Add(x0, y0);
        x1 = Add(x1, y1);
        z0 = Rotate(z0 ^ x0, bits);
        z1 = Rotate(z1 ^ x1, bits);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Add(Vector128<ulong> x, Vector128<ulong> y)
    {
        var product = Sse2.Multiply(x.AsUInt32(), y.AsUInt32());
        return x + y + (product + product);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Rotate(Vector128<ulong> value, int bits) => bits switch
    {
        32 => Sse2.Shuffle(value.AsUInt32(), 0b10_11_00_01).AsUInt64(),
        24 => Ssse3.Shuffle(value.AsByte(), Vector128.Create((byte)3, 4, 5, 6, 7, 0, 1, 2, 11, 12, 13, 14, 15, 8, 9, 10)).AsUInt64(),
        16 => Ssse3.Shuffle(value.AsByte(), Vector128.Create((byte)2, 3, 4, 5, 6, 7, 0, 1, 10, 11, 12, 13, 14, 15, 8, 9)).AsUInt64(),
        _ => (value >>> 63) ^ (value + value),
    };
}
