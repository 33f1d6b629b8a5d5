using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace ApiKeys.Hashing;

/// <summary>Lets a thread that hashes stand back behind all others of the process: a request that needs no slow hash does not wait for those that do.</summary>
/// <remarks>For a thread that ends with its work: only a privileged process could raise it again.</remarks>
internal static partial class ThreadYield
{
    // A tenth of an ordinary thread's share: enough that hashes go on under load, too little to keep anybody waiting.
    private const int Nice = 10;

    // Who is meant: a process, which Linux takes for a thread, and of those the one that asks (setpriority(2), "C library/kernel differences").
    private const int PriorityOfProcess = 0;
    private const int Caller = 0;

    /// <summary>Lowers the calling thread. It is a wish: where it is refused, hashes are as urgent as everything else.</summary>
    public static void Lower()
    {
        // .NET passes over thread priorities on Linux.
        if (!OperatingSystem.IsLinux())
        {
            Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
            return;
        }

        try
        {
            _ = SetPriority(PriorityOfProcess, Caller, Nice);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // A C library of another name.
        }
    }

    [SupportedOSPlatform("linux")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int priority);
}
