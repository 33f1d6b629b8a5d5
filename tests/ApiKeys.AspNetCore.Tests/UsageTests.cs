using System.Net;
using ApiKeys.AspNetCore.Tests.Host;
using ApiKeys.Stores;
using ApiKeys.Usage;

namespace ApiKeys.AspNetCore.Tests;

/// <summary>Uses are counted without slowing anybody, each of them once.</summary>
internal sealed class UsageTests
{
    [Test]
    public async Task Admitted_requests_are_counted_with_time_and_address_and_refused_ones_are_not()
    {
        await using var host = await ApiKeyHost.StartAsync(pipeline: app => app.MapGet("/leads", () => "x").RequireScopes("leads:write"));
        var key = await host.IssueAsync();
        for (var i = 0; i < 3; i++)
        {
            host.Clock.Advance(TimeSpan.FromSeconds(1));
            await host.GetAsync("/me", key.Bearer);
        }

        var last = host.Clock.GetUtcNow();
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await host.GetAsync("/leads", key.Bearer);
        await host.GetAsync("/open", key.Bearer);
        await host.GetAsync("/me", key.Bearer + "x");
        var usage = (await UsageOfAsync(host, key)).Single();
        Assert.That(usage, Is.EqualTo(new SecretUsage(key.Record.Id, key.Record.Secrets[0].LookupId, 3, last, IPAddress.Loopback)));
    }

    [Test]
    public async Task Counts_reach_the_store_every_few_seconds_by_themselves()
    {
        await using var host = await ApiKeyHost.StartAsync();
        var key = await host.IssueAsync();
        await host.GetAsync("/me", key.Bearer);
        var store = host.Services.GetRequiredService<IApiKeyUsageStore>();
        Assert.That(await store.GetAsync(key.Record.Id, default), Is.Empty);
        host.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.That(async () => (await store.GetAsync(key.Record.Id, default)).Sum(usage => usage.Count), Is.EqualTo(1).After(5_000, 10));
    }

    [Test]
    public async Task FC_20_a_host_that_stops_writes_what_it_has_counted()
    {
        var store = new FlakyUsageStore();
        var host = await ApiKeyHost.StartAsync(services: builder => builder.Services.AddSingleton<IApiKeyUsageStore>(store));
        var key = await host.IssueAsync();
        await host.GetAsync("/me", key.Bearer);
        await host.GetAsync("/me", key.Bearer);
        await host.DisposeAsync();
        Assert.That(store.Batches.SelectMany(batch => batch.Entries).Sum(entry => entry.Count), Is.EqualTo(2));
    }

    [Test]
    public async Task FC_21_a_flush_that_fails_loses_nothing_and_sends_the_same_batch_again()
    {
        var store = new FlakyUsageStore { FailsAfterTaking = true };
        await using var host = await ApiKeyHost.StartAsync(services: builder => builder.Services.AddSingleton<IApiKeyUsageStore>(store));
        var writer = host.Services.GetRequiredService<UsageWriter>();
        var key = await host.IssueAsync();
        await host.GetAsync("/me", key.Bearer);
        Assert.That(() => writer.FlushAsync(default).AsTask(), Throws.InstanceOf<TimeoutException>());
        Assert.That((await host.GetAsync("/me", key.Bearer)).Status, Is.EqualTo(200), "requests are not affected");
        store.FailsAfterTaking = false;
        await writer.FlushAsync(default);
        var byId = store.Batches.GroupBy(batch => batch.Id).ToList();
        Assert.That(store.Batches, Has.Count.EqualTo(3));
        Assert.That(byId, Has.Count.EqualTo(2), "what may have arrived is sent under its old id");
        Assert.That(byId.Sum(batch => batch.First().Entries.Sum(entry => entry.Count)), Is.EqualTo(2));
    }

    [Test]
    public async Task AC_132_concurrent_uses_and_flushes_count_every_use_once()
    {
        await using var host = await ApiKeyHost.StartAsync();
        var key = await host.IssueAsync();
        var writer = host.Services.GetRequiredService<UsageWriter>();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async worker =>
        {
            for (var i = 0; i < 40; i++)
            {
                await host.GetAsync("/me", key.Bearer);
                if (i % 5 == worker % 5)
                {
                    await writer.FlushAsync(default);
                }
            }
        }));
        Assert.That((await UsageOfAsync(host, key)).Sum(usage => usage.Count), Is.EqualTo(320));
    }

    [Test]
    public async Task A_full_buffer_leaves_further_keys_uncounted_and_requests_alone()
    {
        await using var host = await ApiKeyHost.StartAsync(keys: keys => keys.ConfigureUsage(usage => usage.Capacity = 1));
        var first = await host.IssueAsync();
        var second = await host.IssueAsync();
        Assert.That((await host.GetAsync("/me", first.Bearer)).Status, Is.EqualTo(200));
        Assert.That((await host.GetAsync("/me", second.Bearer)).Status, Is.EqualTo(200));
        Assert.That((await UsageOfAsync(host, first)).Sum(usage => usage.Count), Is.EqualTo(1));
        Assert.That(await UsageOfAsync(host, second), Is.Empty);
    }

    private static async Task<IReadOnlyList<SecretUsage>> UsageOfAsync(ApiKeyHost host, TestKey key)
    {
        await host.Services.GetRequiredService<UsageWriter>().FlushAsync(default);
        return await host.Services.GetRequiredService<IApiKeyUsageStore>().GetAsync(key.Record.Id, default);
    }

    private sealed class FlakyUsageStore : IApiKeyUsageStore
    {
        public List<UsageBatch> Batches { get; } = [];

        public bool FailsAfterTaking { get; set; }

        public ValueTask AddAsync(UsageBatch batch, CancellationToken cancellationToken)
        {
            Batches.Add(batch);
            return FailsAfterTaking ? throw new TimeoutException("the answer never came") : ValueTask.CompletedTask;
        }

        public ValueTask<IReadOnlyList<SecretUsage>> GetAsync(string keyId, CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<SecretUsage>>([]);

        public ValueTask<IReadOnlyList<UsagePoint>> GetSeriesAsync(string keyId, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public ValueTask ForgetAsync(IReadOnlyCollection<string> keyIds, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask PruneAsync(DateTimeOffset before, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
