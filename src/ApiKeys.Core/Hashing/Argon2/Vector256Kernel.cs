using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ApiKeys.Hashing.Argon2;

/// <summary>G by four words (AVX2): two rows, or two columns, are eight vectors and are worked on together.</summary>
internal readonly unsafe struct Vector256Kernel : IBlockKernel
{
    public static int Place(int word) => word;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ulong* Fill(ulong* previous, ulong* reference, ulong* destination, bool keeps, ulong* scratch, in ReferenceWindow next)
    {
        for (var word = 0; word < 128; word += 4)
        {
            var mixed = Vector256.Load(previous + word) ^ Vector256.Load(reference + word);
            mixed.Store(scratch + word);
            (keeps ? mixed ^ Vector256.Load(destination + word) : mixed).Store(destination + word);
        }

        for (var row = 0; row < 128; row += 32)
        {
            Rows(scratch + row);
        }

        // The columns of word 0 first: that word names the next reference.
        Columns(scratch, destination);
        var chosen = next.Fetch(destination[0]);
        for (var column = 4; column < 16; column += 4)
        {
            Columns(scratch + column, destination + column);
        }

        return chosen;
    }

    // The permutation P over two rows, each of them four vectors.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Rows(ulong* row)
    {
        Vector256<ulong> a0 = Vector256.Load(row), b0 = Vector256.Load(row + 4), c0 = Vector256.Load(row + 8), d0 = Vector256.Load(row + 12);
        Vector256<ulong> a1 = Vector256.Load(row + 16), b1 = Vector256.Load(row + 20), c1 = Vector256.Load(row + 24), d1 = Vector256.Load(row + 28);
        Mix(ref a0, ref b0, ref c0, ref d0, ref a1, ref b1, ref c1, ref d1);
        (b0, c0, d0) = (Avx2.Permute4x64(b0, 0b00_11_10_01), Avx2.Permute4x64(c0, 0b01_00_11_10), Avx2.Permute4x64(d0, 0b10_01_00_11));
        (b1, c1, d1) = (Avx2.Permute4x64(b1, 0b00_11_10_01), Avx2.Permute4x64(c1, 0b01_00_11_10), Avx2.Permute4x64(d1, 0b10_01_00_11));
        Mix(ref a0, ref b0, ref c0, ref d0, ref a1, ref b1, ref c1, ref d1);
        a0.Store(row);
        Avx2.Permute4x64(b0, 0b10_01_00_11).Store(row + 4);
        Avx2.Permute4x64(c0, 0b01_00_11_10).Store(row + 8);
        Avx2.Permute4x64(d0, 0b00_11_10_01).Store(row + 12);
        a1.Store(row + 16);
        Avx2.Permute4x64(b1, 0b10_01_00_11).Store(row + 20);
        Avx2.Permute4x64(c1, 0b01_00_11_10).Store(row + 24);
        Avx2.Permute4x64(d1, 0b00_11_10_01).Store(row + 28);
    }

    // The same over two columns: a vector holds a pair of words of each, and what one row of the round needs stands in two vectors.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Columns(ulong* source, ulong* target)
    {
        Vector256<ulong> a0 = Vector256.Load(source), a1 = Vector256.Load(source + 16), b0 = Vector256.Load(source + 32), b1 = Vector256.Load(source + 48);
        Vector256<ulong> c0 = Vector256.Load(source + 64), c1 = Vector256.Load(source + 80), d0 = Vector256.Load(source + 96), d1 = Vector256.Load(source + 112);
        Mix(ref a0, ref b0, ref c0, ref d0, ref a1, ref b1, ref c1, ref d1);
        (b0, b1) = (Cross(b0, b1), Cross(b1, b0));
        (d0, d1) = (Cross(d1, d0), Cross(d0, d1));
        Mix(ref a0, ref b0, ref c1, ref d0, ref a1, ref b1, ref c0, ref d1);
        Put(target, a0);
        Put(target + 16, a1);
        Put(target + 32, Cross(b1, b0));
        Put(target + 48, Cross(b0, b1));
        Put(target + 64, c0);
        Put(target + 80, c1);
        Put(target + 96, Cross(d0, d1));
        Put(target + 112, Cross(d1, d0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(ulong* target, Vector256<ulong> value) => (value ^ Vector256.Load(target)).Store(target);

    // In each half: the second word of the one, the first of the other.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Cross(Vector256<ulong> x, Vector256<ulong> y) => Avx.Shuffle(x.AsDouble(), y.AsDouble(), 0b0101).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(
        ref Vector256<ulong> a0,
        ref Vector256<ulong> b0,
        ref Vector256<ulong> c0,
        ref Vector256<ulong> d0,
        ref Vector256<ulong> a1,
        ref Vector256<ulong> b1,
        ref Vector256<ulong> c1,
        ref Vector256<ulong> d1)
    {
        Half(ref a0, b0, ref d0, ref a1, b1, ref d1, 32);
        Half(ref c0, d0, ref b0, ref c1, d1, ref b1, 24);
        Half(ref a0, b0, ref d0, ref a1, b1, ref d1, 16);
        Half(ref c0, d0, ref b0, ref c1, d1, ref b1, 63);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Half(ref Vector256<ulong> x0, Vector256<ulong> y0, ref Vector256<ulong> z0, ref Vector256<ulong> x1, Vector256<ulong> y1, ref Vector256<ulong> z1, int bits)
    {
        x0 = Add(x0, y0);
        x1 = Add(x1, y1);
        z0 = Rotate(z0 ^ x0, bits);
        z1 = Rotate(z1 ^ x1, bits);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Add(Vector256<ulong> x, Vector256<ulong> y)
    {
        var product = Avx2.Multiply(x.AsUInt32(), y.AsUInt32());
        return x + y + (product + product);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Rotate(Vector256<ulong> value, int bits) => bits switch
    {
        32 => Avx2.Shuffle(value.AsUInt32(), 0b10_11_00_01).AsUInt64(),
        24 => Avx2.Shuffle(value.AsByte(), Vector256.Create(0x0201000706050403, 0x0A09080F0E0D0C0B, 0x0201000706050403, 0x0A09080F0E0D0C0B).AsByte()).AsUInt64(),
        16 => Avx2.Shuffle(value.AsByte(), Vector256.Create(0x0100070605040302, 0x09080F0E0D0C0B0A, 0x0100070605040302, 0x09080F0E0D0C0B0A).AsByte()).AsUInt64(),
        _ => (value >>> 63) ^ (value + value),
    };
}
