using System.Runtime.CompilerServices;

namespace ApiKeys.Hashing.Argon2;

/// <summary>Goes through the memory, pass for pass, slice for slice, lane for lane (RFC 9106 section 3.2, steps 5 and 6). All lanes on the caller's thread.</summary>
internal static unsafe class LaneFiller<TKernel>
    where TKernel : struct, IBlockKernel
{
    public const int BlockWords = 128;

    /// <summary>How many blocks of scratch are wanted behind the memory.</summary>
    public const int ScratchBlocks = 4;

    public static void Fill(in Argon2Parameters parameters, ulong* memory)
    {
        var scratch = memory + ((long)parameters.Blocks * BlockWords);
        for (var pass = 0; pass < parameters.Passes; pass++)
        {
            for (var slice = 0; slice < Argon2Parameters.Slices; slice++)
            {
                for (var lane = 0; lane < parameters.Lanes; lane++)
                {
                    FillSegment(parameters, pass, slice, lane, memory, scratch);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FillSegment(in Argon2Parameters parameters, int pass, int slice, int lane, ulong* memory, ulong* scratch)
    {
        var window = Open(parameters, pass, slice, lane, memory);
        var addresses = new AddressBlock<TKernel>(parameters, pass, slice, lane, scratch + BlockWords);
        var first = pass == 0 && slice == 0 ? 2 : 0;
        var laneStart = memory + ((long)lane * parameters.LaneBlocks * BlockWords);
        var current = laneStart + (((long)slice * parameters.SegmentBlocks + first) * BlockWords);
        var previous = current == laneStart ? laneStart + ((long)(parameters.LaneBlocks - 1) * BlockWords) : current - BlockWords;
        var keeps = pass > 0 && parameters.Version != Argon2Parameters.FirstVersion;
        Move(ref window, parameters, pass, slice, first);
        window.Address = window.IsIndependent ? addresses.Begin(first, scratch, window) : 0;
        var reference = window.Choose(previous[0]);
        for (var index = first; index < parameters.SegmentBlocks; index++)
        {
            Move(ref window, parameters, pass, slice, index + 1);
            window.Address = window.IsIndependent ? addresses.Next(index + 1, scratch, window) : 0;
            reference = TKernel.Fill(previous, reference, current, keeps, scratch, window);
            previous = current;
            current += BlockWords;
        }
    }

    private static ReferenceWindow Open(in Argon2Parameters parameters, int pass, int slice, int lane, ulong* memory) => new()
    {
        Memory = memory,
        Lanes = parameters.Lanes,
        LaneBlocks = parameters.LaneBlocks,
        Lane = lane,
        IsOwnLaneOnly = pass == 0 && slice == 0,
        Start = pass == 0 || slice == Argon2Parameters.Slices - 1 ? 0 : (slice + 1) * parameters.SegmentBlocks,
        IsIndependent = parameters.Type == Argon2Type.I || (parameters.Type == Argon2Type.Id && pass == 0 && slice < Argon2Parameters.Slices / 2),
    };

    // In the own lane everything but the block before; in others what is finished, without the last block where the lane's previous one may be that.
    private static void Move(ref ReferenceWindow window, in Argon2Parameters parameters, int pass, int slice, int index)
    {
        var finished = (pass == 0 ? slice : Argon2Parameters.Slices - 1) * parameters.SegmentBlocks;
        window.OwnBlocks = finished + index - 1;
        window.OtherBlocks = finished - (index == 0 ? 1 : 0);
    }
}
