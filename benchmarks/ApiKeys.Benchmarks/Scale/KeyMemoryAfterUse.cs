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
        var (host, count) = (shelf.Host, shelf.Texts.Length);
        await Console.Error.WriteLineAsync("  use …");
        var start = KeyShelf.Heap();
        foreach (var text in shelf.Texts)
        {
            await LookupPlace.VerifyAsync(host, text);
        }

        await Console.Error.WriteLineAsync("  limits …");
        var verified = KeyShelf.Heap();
        var known = host.Cache.KnownCount;
        report.Add($"the cache, after each was verified once: {Number(known)} of them are remembered, {Number(new ApiKeyCacheOptions().Capacity)} at most", $"{Mebibytes(verified - start)}, {KeyMemory.Bytes((verified - start) / (double)known)} each", "", "", "");

        var limits = (InMemoryRateLimitStore)host.Get<IRateLimitStore>();
        var (cpu, longest) = (Hash.Usage.Now, TimeSpan.Zero);
        await UseAsync(shelf, async key =>
        {
            var began = Stopwatch.GetTimestamp();
            await limits.TakeAsync(key.Id, key.Record.RateLimits, CancellationToken.None);
            longest = Stopwatch.GetElapsedTime(began) is var took && took > longest ? took : longest;
        });
        var each = (Hash.Usage.Now - cpu).CpuSeconds * 1e9 / count;
        var limited = KeyShelf.Heap();
        report.Add("the first permit of a key", string.Create(CultureInfo.InvariantCulture, $"{each:N0} ns of CPU time, {longest.TotalMilliseconds:0.0} ms the longest"), "", "", "");
        report.Add($"the windows of {Number(limits.Count)} keys' limits", KeyMemory.Bytes((limited - verified) / (double)count), "", "", "");

        await Console.Error.WriteLineAsync("  counts …");
        var (admitter, writer, admitted) = (host.Admitter, host.Get<UsageWriter>(), 0);
        await UseAsync(shelf, async key =>
        {
            await admitter.AdmitAsync(key, new ApiKeyAdmissionRequest { Scopes = ["leads:read"] }, CancellationToken.None);
            if (++admitted % FlushEvery == 0)
            {
                await writer.FlushAsync(CancellationToken.None);
            }
        });
        var used = KeyShelf.Heap();
        report.Add("the counts of uses, one hour of them", KeyMemory.Bytes((used - limited) / (double)count), "", "", "");
        report.Add("a key, all told, after its first use, with its entry in the audit trail", KeyMemory.Bytes(shelf.BytesAKey + ((used - start) / (double)count)), KeyMemory.Bytes(shelf.BytesAKey) + " before", "", "");
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
