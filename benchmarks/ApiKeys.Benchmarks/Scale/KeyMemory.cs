using System.Globalization;
using ApiKeys.Benchmarks.Store;
using ApiKeys.Stores;

namespace ApiKeys.Benchmarks.Scale;

/// <summary>What a key weighs in the store in memory: with and without its entry in the audit trail, where the bytes go, and what its first use adds.</summary>
internal static class KeyMemory
{
    private const string Goal = "≤ 1,000 B";

    public static async Task RunAsync(Report report)
    {
        double bare;
        using (var shelf = await ManyKeys.FillAsync(ManyKeys.Count))
        {
            bare = shelf.BytesAKey;
            report.Add("a key among 1,000,000, no audit trail", Bytes(bare), "", "", Goal);
            var records = await shelf.Host.Store.ListAsync(new ApiKeyQuery { Now = TimeProvider.System.GetUtcNow(), Limit = 2 }, CancellationToken.None);
            AddParts(report, records[0], records[1], bare);
        }

        await Console.Error.WriteLineAsync("  with audit trail …");
        using var audited = await KeyShelf.FillAsync(ManyKeys.Count);
        report.Add("a key among 1,000,000, with its entry in the audit trail", Bytes(audited.BytesAKey), Bytes(bare) + " without", (audited.BytesAKey / bare).ToString("0.00", CultureInfo.InvariantCulture), Goal);
        await AddAuditAsync(report, audited.Host);
        await KeyMemoryAfterUse.RunAsync(audited, report);
    }

    private static void AddParts(Report report, ApiKeyRecord record, ApiKeyRecord other, double whole)
    {
        var sizes = new ObjectSizes(shared: other);
        var own = sizes.OfObject(record);
        report.Add("of that `ApiKeyRecord` itself", Bytes(own), "", "", "");
        foreach (var (member, bytes) in sizes.OfMembers(record).OrderByDescending(part => part.Bytes))
        {
            report.Add($"of that `{member}` and what hangs on it", Bytes(bytes), "", "", "");
            own += bytes;
        }

        foreach (var (member, bytes) in new ObjectSizes(shared: other).OfMembers(record.Secrets[0]).OrderByDescending(part => part.Bytes))
        {
            report.Add($"of `Secrets` that `{member}`", Bytes(bytes), "", "", "");
        }

        report.Add("the rest: nodes and tables of the two dictionaries", Bytes(whole - own), "", "", "");
    }

    private static async Task AddAuditAsync(Report report, KeyHost host)
    {
        var entries = await host.Get<IApiKeyAuditStore>().ListAsync(new AuditQuery { Limit = 2 }, CancellationToken.None);
        var record = await host.Store.FindByIdAsync(entries[0].KeyId, CancellationToken.None);
        var sizes = new ObjectSizes(entries[1], record);
        report.Add("of that `AuditEntry` itself", Bytes(sizes.OfObject(entries[0])), "", "", "");
        foreach (var (member, bytes) in sizes.OfMembers(entries[0]).OrderByDescending(part => part.Bytes))
        {
            var detail = member == nameof(AuditEntry.Changes) ? $" ({entries[0].Changes.Count} changes)" : "";
            report.Add($"of that `AuditEntry.{member}` as far as the key does not share it{detail}", Bytes(bytes), "", "", "");
        }
    }

    public static string Bytes(double bytes) => bytes.ToString("N0", CultureInfo.InvariantCulture) + " B";
}
