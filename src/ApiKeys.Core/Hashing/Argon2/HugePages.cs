using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace ApiKeys.Hashing.Argon2;

/// <summary>What Linux is told about large memory. It is advice: where it is refused, hashing is slower and nothing else.</summary>
internal static unsafe partial class HugePages
{
    public const long PageBytes = 2 * 1024 * 1024;
    private const int AdviseDontNeed = 4;
    private const int AdviseHugePage = 14;

    /// <summary>Asks for pages of 2 MiB: 10 faults instead of 4,870 for 19 MiB, and fewer misses when addresses are translated.</summary>
    public static void AskFor(void* memory, long bytes) => Advise(memory, bytes, AdviseHugePage);

    /// <summary>Gives the pages back at once, whatever the allocator does with their addresses.</summary>
    public static void GiveBack(void* memory, long bytes) => Advise(memory, bytes, AdviseDontNeed);

    private static void Advise(void* memory, long bytes, int advice)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = MAdvise(memory, (nuint)bytes, advice);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // A C library of another name.
        }
    }

    [SupportedOSPlatform("linux")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int MAdvise(void* address, nuint length, int advice);
}
