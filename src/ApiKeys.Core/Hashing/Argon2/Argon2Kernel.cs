namespace ApiKeys.Hashing.Argon2;

/// <summary>The instructions that G is computed by, slowest first.</summary>
internal enum Argon2Kernel
{
    /// <summary>Word by word.</summary>
    Scalar = 0,

    /// <summary>SSSE3.</summary>
    Vector128 = 1,

    /// <summary>AVX2.</summary>
    Vector256 = 2,

    /// <summary>AVX-512.</summary>
    Vector512 = 3,
}
