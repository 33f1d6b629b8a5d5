namespace ApiKeys.Hashing.Argon2;

/// <summary>Which blocks a block is made from (RFC 9106 section 3.4); the values are those of the standard.</summary>
internal enum Argon2Type
{
    /// <summary>Those that the memory's contents name.</summary>
    D = 0,

    /// <summary>Those that the position names, so that the order of accesses tells nothing about the key.</summary>
    I = 1,

    /// <summary>The first half of the first pass like I, the rest like D.</summary>
    Id = 2,
}
