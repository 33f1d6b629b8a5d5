using System.Diagnostics;

namespace ApiKeys.Timing.Measuring;

/// <summary>What is read before and after: microseconds.</summary>
internal static class Clock
{
    private const double TicksPerMicrosecond = TimeSpan.TicksPerMillisecond / 1000.0;

    /// <summary>The clock on the wall: what a caller can see, and everything that disturbs it.</summary>
    public static double Wall() => Stopwatch.GetTimestamp() * (1e6 / Stopwatch.Frequency);

    /// <summary>CPU time of all threads of this process: others may be working on the machine. Reading it is a system call.</summary>
    public static double Cpu() => Environment.CpuUsage.TotalTime.Ticks / TicksPerMicrosecond;
}
