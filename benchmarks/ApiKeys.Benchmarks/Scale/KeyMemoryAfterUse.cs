using System.Diagnostics;
using System.Globalization;
using ApiKeys.Benchmarks.Store;
using ApiKeys.Caching;
using ApiKeys.Memory;
using ApiKeys.Stores;
using ApiKeys.Usage;
using ApiKeys.Verification;

namespace ApiKeys.Benchmarks.Scale;

/// <summary>What one use of each key leaves behind: in the cache, in the windows of its limit, in the counts of uses.</summary>
internal static class KeyMemoryAfterUse
{
    private const int FlushEvery = 50_000;

    public static async Task RunAsync(KeyShelf shelf, Report report)
    {
        var before = KeyShelf.Heap();
        await Console.Error.WriteLineAsync("  use …");
        await VerifyAsync(shelf, report);
        await Console.Error.WriteLineAsync("  limits …");
        await TakeAsync(shelf, report);
        await Console.Error.WriteLineAsync("  counts …");
        await CountAsync(shelf, report);
        var used = (KeyShelf.Heap() - before) / (double)shelf.Texts.Length;
        report.Add("a key, all told, after its first use, with its entry in the audit trail", KeyMemory.Bytes(shelf.BytesAKey + used), KeyMemory.Bytes(shelf.BytesAKey) + " before", "", "");
    }

    private static async Task VerifyAsync(KeyShelf shelf, Report report)
    {
        var before = KeyShelf.Heap();
        foreach (var text in shelf.Texts)
        {
            await LookupPlace.VerifyAsync(shelf.Host, text);
        }

        var (bytes, known) = (KeyShelf.Heap() - before, shelf.Host.Cache.KnownCount);
        report.Add($"the cache, after each was verified once: {Number(known)} of them are remembered, {Number(new ApiKeyCacheOptions().Capacity)} at most", $"{Mebibytes(bytes)}, {KeyMemory.Bytes(bytes / (double)known)} each", "", "", "");
    }

    private static async Task TakeAsync(KeyShelf shelf, Report report)
    {
        var (before, limits) = (KeyShelf.Heap(), (InMemoryRateLimitStore)shelf.Host.Get<IRateLimitStore>());
        var (cpu, longest) = (Hash.Usage.Now, TimeSpan.Zero);
        await UseAsync(shelf, async key =>
        {
            var began = Stopwatch.GetTimestamp();
            await limits.TakeAsync(key.Id, key.Record.RateLimits, CancellationToken.None);
            longest = Stopwatch.GetElapsedTime(began) is var took && took > longest ? took : longest;
        });
        var each = (Hash.Usage.Now - cpu).CpuSeconds * 1e9 / shelf.Texts.Length;
        report.Add("the first permit of a key, on average", string.Create(CultureInfo.InvariantCulture, $"{each:N0} ns of CPU time, {longest.TotalMilliseconds:0.0} ms the longest"), "", "", "");
        report.Add($"the windows of {Number(limits.Count)} keys' limits", KeyMemory.Bytes((KeyShelf.Heap() - before) / (double)limits.Count), "", "", "");
    }

    private static async Task CountAsync(KeyShelf shelf, Report report)
    {
        var (before, admitted) = (KeyShelf.Heap(), 0);
        var (admitter, writer) = (shelf.Host.Admitter, shelf.Host.Get<UsageWriter>());
        await UseAsync(shelf, async key =>
        {
            await admitter.AdmitAsync(key, new ApiKeyAdmissionRequest { Scopes = ["leads:read"] }, CancellationToken.None);
            if (++admitted % FlushEvery == 0)
            {
                await writer.FlushAsync(CancellationToken.None);
            }
        });
        report.Add("the counts of uses, one hour of them", KeyMemory.Bytes((KeyShelf.Heap() - before) / (double)admitted), "", "", "");
    }

    // Past the cache, which is weighed already and holds a tenth of them.
    private static async Task UseAsync(KeyShelf shelf, Func<VerifiedApiKey, ValueTask> use)
    {
        foreach (var lookupId in shelf.LookupIds())
        {
            var record = await shelf.Host.Store.FindByLookupIdAsync(lookupId, CancellationToken.None);
            await use(RecordLookup.Candidate(record!, lookupId)!);
        }
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Mebibytes(long bytes) => (bytes / 1048576.0).ToString("N0", CultureInfo.InvariantCulture) + " MiB";
}
