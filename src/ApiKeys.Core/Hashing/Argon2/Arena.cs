using System.Runtime.InteropServices;

namespace ApiKeys.Hashing.Argon2;

/// <summary>Memory outside of the managed heap for one Argon2 hash: aligned for vectors, and for huge pages where it is large.</summary>
internal sealed unsafe class Arena : IDisposable
{
    private const long SmallAlignment = 64;

    public Arena(long bytes)
    {
        var alignment = bytes < HugePages.PageBytes ? SmallAlignment : HugePages.PageBytes;
        Bytes = (bytes + alignment - 1) / alignment * alignment;
        Memory = (ulong*)NativeMemory.AlignedAlloc((nuint)Bytes, (nuint)alignment);
        if (alignment == HugePages.PageBytes)
        {
            HugePages.AskFor(Memory, Bytes);
        }
    }

    public long Bytes { get; }

    public ulong* Memory { get; private set; }

    /// <summary>How much of it was last used.</summary>
    public long UsedBytes { get; set; }

    /// <summary>When it was last given back, as a timestamp of the pool's clock.</summary>
    public long ReturnedAt { get; set; }

    public void Wipe() => NativeMemory.Clear(Memory, (nuint)UsedBytes);

    public void Dispose()
    {
        if (Memory is not null && Bytes >= HugePages.PageBytes)
        {
            HugePages.GiveBack(Memory, Bytes);
        }

        NativeMemory.AlignedFree(Memory);
        Memory = null;
    }
}
