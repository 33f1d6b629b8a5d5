using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ApiKeys.Hashing.Argon2;

/// <summary>G by eight words (AVX-512), a whole block in 16 registers. Right on every processor, and fast where there are such registers.</summary>
/// <remarks>
/// Rows 2k and 2k+1, each of four words A, B, C, D, are kept as A A′, B B′, C C′, D D′: then two rows are one round of four vectors, and so are two columns,
/// with other permutations between the halves of the round.
/// </remarks>
internal readonly unsafe struct Vector512Kernel : IBlockKernel
{
    public static int Place(int word) => (word & ~31) | ((word & 0b1100) << 1) | ((word & 16) >> 2) | (word & 3);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ulong* Fill(ulong* previous, ulong* reference, ulong* destination, bool keeps, ulong* scratch, in ReferenceWindow next)
    {
        Load(0, previous, reference, destination, keeps, out var a0, out var b0, out var c0, out var d0);
        Load(32, previous, reference, destination, keeps, out var a1, out var b1, out var c1, out var d1);
        Load(64, previous, reference, destination, keeps, out var a2, out var b2, out var c2, out var d2);
        Load(96, previous, reference, destination, keeps, out var a3, out var b3, out var c3, out var d3);
        Rows(ref a0, ref b0, ref c0, ref d0, ref a1, ref b1, ref c1, ref d1);
        Rows(ref a2, ref b2, ref c2, ref d2, ref a3, ref b3, ref c3, ref d3);

        // The columns of word 0 first: that word names the next reference.
        Columns(destination, a0, a1, a2, a3);
        var chosen = next.Fetch(destination[0]);
        Columns(destination + 8, b0, b1, b2, b3);
        Columns(destination + 16, c0, c1, c2, c3);
        Columns(destination + 24, d0, d1, d2, d3);
        return chosen;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load(int word, ulong* x, ulong* y, ulong* old, bool keeps, out Vector512<ulong> a, out Vector512<ulong> b, out Vector512<ulong> c, out Vector512<ulong> d)
    {
        a = Vector512.Load(x + word) ^ Vector512.Load(y + word);
        b = Vector512.Load(x + word + 8) ^ Vector512.Load(y + word + 8);
        c = Vector512.Load(x + word + 16) ^ Vector512.Load(y + word + 16);
        d = Vector512.Load(x + word + 24) ^ Vector512.Load(y + word + 24);
        var mask = keeps ? Vector512<ulong>.AllBitsSet : default;
        (a ^ (Vector512.Load(old + word) & mask)).Store(old + word);
        (b ^ (Vector512.Load(old + word + 8) & mask)).Store(old + word + 8);
        (c ^ (Vector512.Load(old + word + 16) & mask)).Store(old + word + 16);
        (d ^ (Vector512.Load(old + word + 24) & mask)).Store(old + word + 24);
    }

    // The permutation P over four rows, two in each four vectors.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Rows(
        ref Vector512<ulong> a,
        ref Vector512<ulong> b,
        ref Vector512<ulong> c,
        ref Vector512<ulong> d,
        ref Vector512<ulong> e,
        ref Vector512<ulong> f,
        ref Vector512<ulong> g,
        ref Vector512<ulong> h)
    {
        Mix(ref a, ref b, ref c, ref d);
        Mix(ref e, ref f, ref g, ref h);
        (b, c, d) = (Turn(b, 1), Turn(c, 2), Turn(d, 3));
        (f, g, h) = (Turn(f, 1), Turn(g, 2), Turn(h, 3));
        Mix(ref a, ref b, ref c, ref d);
        Mix(ref e, ref f, ref g, ref h);
        (b, c, d) = (Turn(b, 3), Turn(c, 2), Turn(d, 1));
        (f, g, h) = (Turn(f, 3), Turn(g, 2), Turn(h, 1));
    }

    // The same over two columns, mixed into the target.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Columns(ulong* target, Vector512<ulong> a, Vector512<ulong> b, Vector512<ulong> c, Vector512<ulong> d)
    {
        Mix(ref a, ref b, ref c, ref d);
        (b, c, d) = (Move(b, 1), Move(c, 2), Move(d, 3));
        Mix(ref a, ref b, ref c, ref d);
        (a ^ Vector512.Load(target)).Store(target);
        (Move(b, 3) ^ Vector512.Load(target + 32)).Store(target + 32);
        (Move(c, 2) ^ Vector512.Load(target + 64)).Store(target + 64);
        (Move(d, 1) ^ Vector512.Load(target + 96)).Store(target + 96);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(ref Vector512<ulong> a, ref Vector512<ulong> b, ref Vector512<ulong> c, ref Vector512<ulong> d)
    {
        (a, d) = Half(a, b, d, 32);
        (c, b) = Half(c, d, b, 24);
        (a, d) = Half(a, b, d, 16);
        (c, b) = Half(c, d, b, 63);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<ulong> X, Vector512<ulong> Z) Half(Vector512<ulong> x, Vector512<ulong> y, Vector512<ulong> z, [ConstantExpected] byte bits)
    {
        var low = Vector512.Create<ulong>(uint.MaxValue);
        var product = Avx512F.IsSupported ? Avx512F.Multiply(x.AsUInt32(), y.AsUInt32()) : (x & low) * (y & low);
        x = x + y + (product + product);
        z ^= x;
        return (x, Avx512F.IsSupported ? Avx512F.RotateRight(z, bits) : (z >>> bits) | (z << (64 - bits)));
    }

    // In each half, which is a row: by so many words.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Turn(Vector512<ulong> value, int words) => words switch
    {
        1 => Vector512.Shuffle(value, Vector512.Create(1UL, 2, 3, 0, 5, 6, 7, 4)),
        2 => Vector512.Shuffle(value, Vector512.Create(2UL, 3, 0, 1, 6, 7, 4, 5)),
        _ => Vector512.Shuffle(value, Vector512.Create(3UL, 0, 1, 2, 7, 4, 5, 6)),
    };

    // In each column, whose words are 0, 1, 4, 5 and 2, 3, 6, 7 of the vector: by so many words.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Move(Vector512<ulong> value, int words) => words switch
    {
        1 => Vector512.Shuffle(value, Vector512.Create(1UL, 4, 3, 6, 5, 0, 7, 2)),
        2 => Vector512.Shuffle(value, Vector512.Create(4UL, 5, 6, 7, 0, 1, 2, 3)),
        _ => Vector512.Shuffle(value, Vector512.Create(5UL, 0, 7, 2, 1, 4, 3, 6)),
    };
}
