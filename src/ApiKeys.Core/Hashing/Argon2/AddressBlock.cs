namespace ApiKeys.Hashing.Argon2;

/// <summary>The addresses of a segment whose references depend on their position alone, 128 at a time (RFC 9106 section 3.4.1.2).</summary>
internal unsafe struct AddressBlock<TKernel>
    where TKernel : struct, IBlockKernel
{
    private const int Words = 128;
    private const int CounterWord = 6;
    private readonly ulong* _zero;
    private readonly ulong* _input;
    private readonly ulong* _addresses;

    /// <summary>Prepares three blocks of scratch; nothing is computed yet.</summary>
    public AddressBlock(in Argon2Parameters parameters, int pass, int slice, int lane, ulong* scratch)
    {
        _zero = scratch;
        _input = scratch + Words;
        _addresses = scratch + (2 * Words);
        new Span<ulong>(scratch, 2 * Words).Clear();
        _input[TKernel.Place(0)] = (ulong)pass;
        _input[TKernel.Place(1)] = (ulong)lane;
        _input[TKernel.Place(2)] = (ulong)slice;
        _input[TKernel.Place(3)] = (ulong)parameters.Blocks;
        _input[TKernel.Place(4)] = (ulong)parameters.Passes;
        _input[TKernel.Place(5)] = (ulong)parameters.Type;
    }

    /// <summary>The address of a segment's first block, which is not always its block 0.</summary>
    public readonly ulong Begin(int index, ulong* scratch, in ReferenceWindow window)
    {
        Compute(scratch, window);
        return _addresses[TKernel.Place(index)];
    }

    /// <summary>The address of a following block.</summary>
    public readonly ulong Next(int index, ulong* scratch, in ReferenceWindow window)
    {
        if (index % Words == 0)
        {
            Compute(scratch, window);
        }

        return _addresses[TKernel.Place(index % Words)];
    }

    private readonly void Compute(ulong* scratch, in ReferenceWindow window)
    {
        _input[TKernel.Place(CounterWord)]++;
        TKernel.Fill(_zero, _input, _addresses, false, scratch, window);
        TKernel.Fill(_zero, _addresses, _addresses, false, scratch, window);
    }
}
