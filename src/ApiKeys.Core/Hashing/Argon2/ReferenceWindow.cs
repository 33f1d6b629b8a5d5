using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace ApiKeys.Hashing.Argon2;

/// <summary>The blocks among which the reference of one block lies, and the choice among them (RFC 9106 section 3.4).</summary>
internal unsafe struct ReferenceWindow
{
    public ulong* Memory;
    public int Lanes;
    public int LaneBlocks;
    public int Lane;

    /// <summary>Whether other lanes hold nothing yet.</summary>
    public bool IsOwnLaneOnly;

    /// <summary>Where the window begins.</summary>
    public int Start;

    /// <summary>How long it is in the block's own lane.</summary>
    public int OwnBlocks;

    /// <summary>How long it is in another lane.</summary>
    public int OtherBlocks;

    /// <summary>Whether the position chooses, by <see cref="Address"/>, and not the memory's contents.</summary>
    public bool IsIndependent;

    public ulong Address;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ulong* Choose(ulong word)
    {
        var random = IsIndependent ? Address : word;
        var lane = IsOwnLaneOnly || Lanes == 1 ? Lane : (int)((uint)(random >> 32) % (uint)Lanes);
        var blocks = lane == Lane ? OwnBlocks : OtherBlocks;
        var x = (ulong)(uint)random;
        var index = Start + blocks - 1 - (int)(((ulong)(uint)blocks * (x * x >> 32)) >> 32);
        if (index >= LaneBlocks)
        {
            index -= LaneBlocks;
        }

        return Memory + (((long)lane * LaneBlocks + index) * 128);
    }

    /// <summary>Chooses, and has the processor fetch what was chosen while it works on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ulong* Fetch(ulong word)
    {
        var chosen = Choose(word);
        if (Sse.IsSupported)
        {
            for (var line = 0; line < 1024; line += 64)
            {
                Sse.Prefetch0((byte*)chosen + line);
            }
        }

        return chosen;
    }
}
