namespace ApiKeys.Core.Tests;

/// <summary>Throws the same numbers in every run (xorshift64*): a failure can be repeated.</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = (seed * 0x9E3779B97F4A7C15) | 1;

    /// <summary>A number from 0 to below <paramref name="end"/>.</summary>
    public int Next(int end) => (int)(Draw() % (ulong)end);

    public int Next(int from, int end) => from + Next(end - from);

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        foreach (ref var one in bytes.AsSpan())
        {
            one = (byte)(Draw() >> 32);
        }

        return bytes;
    }

    private ulong Draw()
    {
        _state ^= _state >> 12;
        _state ^= _state << 25;
        _state ^= _state >> 27;
        return (_state * 0x2545F4914F6CDD1D) >> 16;
    }
}
