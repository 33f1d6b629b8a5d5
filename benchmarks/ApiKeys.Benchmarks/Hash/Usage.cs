using System.Runtime.InteropServices;

namespace ApiKeys.Benchmarks.Hash;

/// <summary>What this process has used so far. CPU time and not the clock on the wall: others may be working on this machine.</summary>
/// <param name="CpuSeconds">CPU time of all threads.</param>
/// <param name="PageFaults">Page faults without I/O.</param>
/// <param name="AllocatedBytes">Bytes allocated on the managed heap.</param>
internal readonly partial record struct Usage(double CpuSeconds, long PageFaults, long AllocatedBytes)
{
    private const int Numbers = 18;
    private const int PageFaultsAt = 8;

    public static unsafe Usage Now
    {
        get
        {
            var numbers = stackalloc long[Numbers];
            if (GetUsage(0, numbers) != 0)
            {
                throw new InvalidOperationException("getrusage failed.");
            }

            return new(numbers[0] + numbers[2] + ((numbers[1] + numbers[3]) / 1e6), numbers[PageFaultsAt], GC.GetTotalAllocatedBytes(precise: true));
        }
    }

    public static Usage operator -(Usage end, Usage start) => Subtract(end, start);

    public static Usage Subtract(Usage end, Usage start) =>
        new(end.CpuSeconds - start.CpuSeconds, end.PageFaults - start.PageFaults, end.AllocatedBytes - start.AllocatedBytes);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static unsafe partial int GetUsage(int who, long* usage);
}
