using ApiKeys.Stores;

namespace ApiKeys.Benchmarks.Store;

/// <summary>What grows with the number of keys, and what must not.</summary>
internal static class Scale
{
    private const int Few = 1_000;
    private const int Many = 100_000;
    private const int Most = 1_000_000;
    private const int PageSize = 101;

    public static async Task RunAsync(BenchmarkServer server, Report report)
    {
        var connectionString = server.CreateDatabase();
        using var host = new BenchmarkHost(connectionString);
        await host.MigrateAsync();
        Seed.Grow(connectionString, 0, Few);
        var few = await LookupAsync(host.Store, Few);
        Seed.Grow(connectionString, Few, Many);
        await SearchAsync(host.Store, report);
        Seed.Grow(connectionString, Many, Most);
        report.AddTimes("lookup among 1,000,000 keys", await LookupAsync(host.Store, Most), few, "among 1,000", "≤ 1.30");
        await ListAsync(host.Store, report, null, "all tenants");
        await ListAsync(host.Store, report, Seed.Tenant(7), "one tenant with 10,000");
    }

    private static async Task<double> LookupAsync(IApiKeyStore store, int count) =>
        (await Measure.TimesAsync(8_000, async i => _ = await store.FindByLookupIdAsync(Seed.LookupId(Mix(i, count)), CancellationToken.None) ?? throw new InvalidOperationException("A key is missing.")))[0];

    private static async Task SearchAsync(IApiKeyStore store, Report report)
    {
        foreach (var (text, what) in new[] { ("NEEDLE", "few names hold"), ("nobody has it", "no name holds"), ("integration", "every name holds") })
        {
            var times = await Measure.TimesAsync(80, i => SearchAsync(store, text, null), i => SearchAsync(store, text, Seed.Tenant(7)));
            report.Add($"search among 100,000 keys for what {what}", Report.Time(times[0]), $"{Report.Time(times[1])} in one tenant with 1,000", "", "≤ 100 ms");
        }
    }

    private static async Task SearchAsync(IApiKeyStore store, string text, string? tenant) =>
        await store.ListAsync(new ApiKeyQuery { Now = Seed.Newest, Search = text, TenantId = tenant, Limit = PageSize }, CancellationToken.None);

    private static async Task ListAsync(IApiKeyStore store, Report report, string? tenant, string whose)
    {
        var first = new ApiKeyQuery { Now = Seed.Newest, TenantId = tenant, Limit = PageSize };
        var last = first with { After = new ApiKeyPosition(Seed.CreatedAt(PageSize * (tenant is null ? 1 : Seed.Tenants)), "") };
        var times = await Measure.TimesAsync(400, async _ => Check(await store.ListAsync(last, CancellationToken.None)), async _ => Check(await store.ListAsync(first, CancellationToken.None)));
        report.AddTimes($"last page of 1,000,000 keys, {whose}", times[0], times[1], "first page", "≤ 1.50");
    }

    private static void Check(IReadOnlyList<ApiKeyRecord> page)
    {
        if (page.Count < PageSize - 1)
        {
            throw new InvalidOperationException("The page is not full.");
        }
    }

    // Each call another key, far from the last.
    private static int Mix(int i, int count) => (int)(i * 7_919L % count);
}
