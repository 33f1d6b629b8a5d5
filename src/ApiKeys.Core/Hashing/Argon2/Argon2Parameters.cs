namespace ApiKeys.Hashing.Argon2;

/// <summary>How much work an Argon2 hash is (RFC 9106 section 3.1).</summary>
/// <param name="Type">Which blocks a block is made from.</param>
/// <param name="Version">0x10 or 0x13.</param>
/// <param name="MemoryKib">The memory, in KiB; at least 8 a lane.</param>
/// <param name="Passes">How often the memory is gone through; at least 1.</param>
/// <param name="Lanes">Into how many lanes the memory is divided; at least 1.</param>
internal readonly record struct Argon2Parameters(Argon2Type Type, int Version, int MemoryKib, int Passes, int Lanes)
{
    public const int FirstVersion = 0x10;
    public const int LatestVersion = 0x13;
    public const int BlocksPerLane = 8;
    public const int LeastSaltBytes = 8;
    public const int LeastTagBytes = 4;

    /// <summary>A lane is gone through in four slices; in each, lanes do not look at each other's.</summary>
    public const int Slices = 4;

    /// <summary>Whether there is such a hash.</summary>
    public bool AreValid =>
        Type is Argon2Type.D or Argon2Type.I or Argon2Type.Id
        && Version is FirstVersion or LatestVersion
        && Passes >= 1
        && Lanes >= 1
        && MemoryKib / BlocksPerLane >= Lanes;

    /// <summary>How many blocks a lane has in a slice: the memory is rounded down.</summary>
    public int SegmentBlocks => MemoryKib / (Slices * Lanes);

    public int LaneBlocks => SegmentBlocks * Slices;

    public int Blocks => LaneBlocks * Lanes;
}
