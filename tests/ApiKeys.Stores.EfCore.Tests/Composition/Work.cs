using System.Net;
using ApiKeys.Stores.EfCore.Tests.Servers;
using Microsoft.EntityFrameworkCore;

namespace ApiKeys.Stores.EfCore.Tests.Composition;

/// <summary>A little of everything that the stores do.</summary>
internal static class Work
{
    public static async Task AllAsync<TContext>(StoreHost<TContext> host)
        where TContext : DbContext
    {
        await host.Get<IApiKeyStoreStartup>().CheckAsync(CancellationToken.None);
        await KeysAsync(host.Store);
        await StatisticsAsync(host.Get<IApiKeyUsageStore>());
        var limits = host.Get<IRateLimitStore>();
        Assert.That((await limits.TakeAsync("key", [RateLimit.PerHour(1)], CancellationToken.None)).IsAdmitted, Is.True);
        Assert.That((await limits.TakeAsync("key", [RateLimit.PerHour(1)], CancellationToken.None)).IsAdmitted, Is.False);
        Assert.That((await limits.PeekAsync("key", [RateLimit.PerHour(1)], CancellationToken.None)).IsAdmitted, Is.False);
        var replays = host.Get<IReplayStore>();
        Assert.That(await replays.TryAddAsync("key", new byte[32], TimeSpan.FromMinutes(1), CancellationToken.None), Is.True);
        Assert.That(await replays.TryAddAsync("key", new byte[32], TimeSpan.FromMinutes(1), CancellationToken.None), Is.False);
    }

    private static async Task KeysAsync(IApiKeyStore store)
    {
        var record = Keys.Record();
        var entry = new IdempotencyEntry(record.Id, "print", record.Id, Keys.Now);
        Assert.That(await store.ApplyAsync(ApiKeyChange.Add(record).WithIdempotency(entry).WithAudit(Audit(record)), CancellationToken.None), Is.EqualTo(ApiKeyChangeOutcome.Applied));
        Assert.That(await store.ApplyAsync(ApiKeyChange.Add(Keys.Record()).WithIdempotency(entry), CancellationToken.None), Is.EqualTo(ApiKeyChangeOutcome.Repeated));
        Assert.That(await store.ApplyAsync(ApiKeyChange.Add(Keys.Record()).WithCap(1), CancellationToken.None), Is.EqualTo(ApiKeyChangeOutcome.CapReached));
        var change = ApiKeyChange.Update(record, record with { Name = "renamed", Secrets = [.. record.Secrets, Keys.Secret(record.Id)] });
        Assert.That(await store.ApplyAsync(change, CancellationToken.None), Is.EqualTo(ApiKeyChangeOutcome.Applied));
        Assert.That((await store.FindByLookupIdAsync(record.Id, CancellationToken.None))!.Secrets.Select(secret => secret.LookupId), Is.EqualTo(new[] { record.Secrets[0].LookupId, record.Id }));
        Assert.That((await store.ListAsync(new ApiKeyQuery { Now = Keys.Now, Search = "RENAMED" }, CancellationToken.None)).Single().Secrets, Has.Count.EqualTo(2));
        Assert.That(await ((IApiKeyAuditStore)store).ListAsync(new AuditQuery(), CancellationToken.None), Has.Count.EqualTo(1));
        var feed = (IApiKeyChangeFeed)store;
        Assert.That((await feed.ReadAsync(0, 10, CancellationToken.None)).Entries, Has.Count.EqualTo(2));
        await feed.PruneFeedAsync(DateTimeOffset.MaxValue, CancellationToken.None);
        Assert.That((await feed.ReadAsync(0, 10, CancellationToken.None)).HasGap, Is.True);
        var deletion = ApiKeyChange.Update(change.Record!, change.Record! with { DeletedAt = Keys.Now });
        Assert.That(await store.ApplyAsync(deletion, CancellationToken.None), Is.EqualTo(ApiKeyChangeOutcome.Applied));
        Assert.That(await store.PruneAsync(new ApiKeyPruning(DateTimeOffset.MaxValue, DateTimeOffset.MaxValue, 10), CancellationToken.None), Is.EqualTo(new[] { record.Id }));
        Assert.That(await store.FindByIdAsync(record.Id, CancellationToken.None), Is.Null);
        Assert.That(await store.FindIdempotentAsync(record.Id, CancellationToken.None), Is.Null);
    }

    private static async Task StatisticsAsync(IApiKeyUsageStore store)
    {
        var batch = new UsageBatch(Guid.NewGuid(), [new SecretUsage("key", "a", 2, Keys.Now, IPAddress.IPv6Loopback), new SecretUsage("key", "a", 1, Keys.Now.AddHours(-1), null)]);
        await store.AddAsync(batch, CancellationToken.None);
        await store.AddAsync(batch, CancellationToken.None);
        Assert.That(await store.GetAsync("key", CancellationToken.None), Is.EqualTo(new[] { new SecretUsage("key", "a", 3, Keys.Now, IPAddress.IPv6Loopback) }));
        Assert.That(await store.GetSeriesAsync("key", Keys.Now.AddDays(-1), Keys.Now.AddDays(1), CancellationToken.None), Has.Count.EqualTo(2));
        await store.PruneAsync(Keys.Now, CancellationToken.None);
        Assert.That(await store.GetSeriesAsync("key", Keys.Now.AddDays(-1), Keys.Now.AddDays(1), CancellationToken.None), Is.Empty);
        await store.ForgetAsync(["key"], CancellationToken.None);
        Assert.That(await store.GetAsync("key", CancellationToken.None), Is.Empty);
    }

    private static AuditEntry Audit(ApiKeyRecord record) => new() { Id = "1", At = Keys.Now, Action = "api_key.create", KeyId = record.Id, KeyName = record.Name, Address = IPAddress.Loopback };
}
