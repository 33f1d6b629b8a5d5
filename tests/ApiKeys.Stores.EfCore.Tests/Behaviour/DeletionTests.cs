using ApiKeys.Stores.EfCore.Entities;
using ApiKeys.Stores.EfCore.Tests.Servers;
using Microsoft.EntityFrameworkCore;

namespace ApiKeys.Stores.EfCore.Tests.Behaviour;

[TestFixture(Engine.PostgreSql)]
[TestFixture(Engine.Sqlite)]
internal sealed class DeletionTests(Engine engine)
{
    [Test]
    public async Task A_removed_key_takes_along_what_it_has_spent_and_no_other_keys()
    {
        using var host = StoreHost<AppDbContext>.Create(engine);
        var (record, other) = (Keys.Record(), Keys.Record());
        var limits = host.Get<IRateLimitStore>();
        foreach (var key in new[] { record, other })
        {
            await host.Store.AddAsync(key);
            await limits.TakeAsync(key.Id, [RateLimit.PerHour(5)], CancellationToken.None);
        }

        var stale = ApiKeyChange.Delete(record with { Version = 7 });
        Assert.That(await host.Store.ApplyAsync(stale, CancellationToken.None), Is.EqualTo(ApiKeyChangeOutcome.Conflict));
        Assert.That(await KeysWithRatesAsync(host), Is.EquivalentTo(new[] { record.Id, other.Id }));
        Assert.That(await host.Store.ApplyAsync(ApiKeyChange.Delete(record), CancellationToken.None), Is.EqualTo(ApiKeyChangeOutcome.Applied));
        Assert.That(await KeysWithRatesAsync(host), Is.EqualTo(new[] { other.Id }));
    }

    private static async Task<List<string>> KeysWithRatesAsync(StoreHost<AppDbContext> host)
    {
        await using var context = await host.Get<IDbContextFactory<AppDbContext>>().CreateDbContextAsync();
        return await context.Set<ApiKeyRateEntity>().Select(rate => rate.KeyId).ToListAsync();
    }
}
