using System.Collections.Concurrent;
using System.Globalization;
using ApiKeys.Benchmarks.Store;
using ApiKeys.Caching;
using ApiKeys.Format;
using ApiKeys.Memory;
using ApiKeys.Stores;

namespace ApiKeys.Benchmarks.Scale;

/// <summary>A million wrong keys, each well-formed and presented once, by two threads: what they leave behind.</summary>
internal static class UnknownFlood
{
    private const int Flood = 1_000_000;
    private const int Threads = 2;
    private const int Known = 1_000;
    private const int LookEvery = 1_000;
    private const string Goal = "≤ 64 MiB";

    public static async Task RunAsync(Report report)
    {
        using var host = new KeyHost();
        for (var i = 0; i < Known; i++)
        {
            await host.Verifier.VerifyAsync((await host.IssueAsync(i)).Secret.Reveal(), default, CancellationToken.None);
        }

        var (heap, set) = (KeyShelf.Heap(), Environment.WorkingSet);
        var peak = await FloodAsync(host);
        var grown = KeyShelf.Heap() - heap;
        report.Add("growth of the managed heap by 1,000,000 wrong keys", Mebibytes(grown), Mebibytes(WeighPlain()) + " a dictionary of their ids", "", Goal);
        report.Add("growth of the process at its peak", Mebibytes(peak - set), "", "", Goal);
        report.Add("unknown ids that are remembered", Number(host.Cache.UnknownCount), "", "", "≤ " + Number(new ApiKeyCacheOptions().UnknownCapacity));
        var query = new ApiKeyQuery { Now = TimeProvider.System.GetUtcNow() };
        report.Add("keys in the store", Number(await host.Store.CountAsync(query, CancellationToken.None)), "", "", Number(Known));
        report.Add("keys with windows of a limit", Number(((InMemoryRateLimitStore)host.Get<IRateLimitStore>()).Count), "", "", "0");
        report.Add("good keys that are remembered", Number(host.Cache.KnownCount), "", "", Number(Known));
        await RefusalCost.AddAsync(report);
    }

    // What it would be without a bound.
    private static long WeighPlain()
    {
        using var host = new KeyHost();
        var before = KeyShelf.Heap();
        var ids = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        for (var i = 0; i < Flood; i++)
        {
            ids[host.Get<ApiKeyFormat>().Generate("live").LookupId] = true;
        }

        var bytes = KeyShelf.Heap() - before;
        GC.KeepAlive(ids);
        return bytes;
    }

    private static async Task<long> FloodAsync(KeyHost host)
    {
        var peaks = await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Run(async () =>
        {
            var (format, peak) = (host.Get<ApiKeyFormat>(), 0L);
            for (var i = 0; i < Flood / Threads; i++)
            {
                if (!await IsUnknownAsync(host, format.Generate("live").Text))
                {
                    throw new InvalidOperationException("A wrong key is not answered as an unknown one.");
                }

                peak = i % LookEvery == 0 ? Math.Max(peak, Environment.WorkingSet) : peak;
            }

            return peak;
        })));
        return peaks.Max();
    }

    public static async ValueTask<bool> IsUnknownAsync(KeyHost host, string text) =>
        (await host.Verifier.VerifyAsync(text, default, CancellationToken.None)).Failure?.Reason == ApiKeyFailureReason.UnknownKey;

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Mebibytes(long bytes) => (bytes / 1048576.0).ToString("N1", CultureInfo.InvariantCulture) + " MiB";
}
