using System.Diagnostics;

namespace ApiKeys.Benchmarks.Scale;

/// <summary>How often threads have called something in a third of a second.</summary>
/// <param name="PerSecond">All threads' calls a second.</param>
/// <param name="PerCpuSecond">Calls a second of CPU time, which others on the machine cannot take away.</param>
internal readonly record struct ThreadRound(double PerSecond, double PerCpuSecond)
{
    private const int Batch = 64;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(0.3);

    public static ThreadRound Run(int threads, Action<int> call)
    {
        var (rates, calls) = (new double[threads], new long[threads]);
        using var start = new Barrier(threads);
        var workers = Enumerable.Range(0, threads).Select(worker => new Thread(() =>
        {
            start.SignalAndWait();
            var began = Stopwatch.GetTimestamp();
            var count = 0L;
            while (Stopwatch.GetElapsedTime(began) < Duration)
            {
                for (var i = 0; i < Batch; i++)
                {
                    call(worker);
                }

                count += Batch;
            }

            calls[worker] = count;
            rates[worker] = count / Stopwatch.GetElapsedTime(began).TotalSeconds;
        })).ToList();
        var before = Hash.Usage.Now;
        workers.ForEach(worker => worker.Start());
        workers.ForEach(worker => worker.Join());
        return new ThreadRound(rates.Sum(), calls.Sum() / (Hash.Usage.Now - before).CpuSeconds);
    }
}
