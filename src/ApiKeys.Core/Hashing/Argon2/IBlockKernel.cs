namespace ApiKeys.Hashing.Argon2;

/// <summary>The compression function G (RFC 9106 section 3.5) for one set of instructions.</summary>
internal unsafe interface IBlockKernel
{
    /// <summary>Where a block's word stands in memory: kernels keep blocks in the order that suits them.</summary>
    static abstract int Place(int word);

    /// <summary>Makes a block of two others, and has the next reference fetched as soon as it is known.</summary>
    /// <param name="previous">One of the two.</param>
    /// <param name="reference">The other.</param>
    /// <param name="destination">The block that is made; it may be the reference where it <paramref name="keeps"/> nothing.</param>
    /// <param name="keeps">Whether the old block is mixed into the new one.</param>
    /// <param name="scratch">1 KiB that holds nothing.</param>
    /// <param name="next">Tells which block is the next reference.</param>
    /// <returns>The next reference.</returns>
    static abstract ulong* Fill(ulong* previous, ulong* reference, ulong* destination, bool keeps, ulong* scratch, in ReferenceWindow next);
}
