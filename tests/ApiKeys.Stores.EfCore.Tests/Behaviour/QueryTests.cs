using System.Security.Cryptography;
using ApiKeys.Stores.EfCore.Tests.Servers;

namespace ApiKeys.Stores.EfCore.Tests.Behaviour;

[TestFixture(Engine.PostgreSql)]
[TestFixture(Engine.Sqlite)]
internal sealed class QueryTests(Engine engine)
{
    private static DateTimeOffset?[] Instants => [null, Keys.Now.AddDays(-1), Keys.Now, Keys.Now.AddDays(1)];

    [Test]
    public async Task The_database_judges_as_the_query_itself_does()
    {
        using var host = StoreHost<AppDbContext>.Create(engine);
        var records = Enumerable.Range(0, 60).Select(_ => Random()).ToList();
        foreach (var record in records)
        {
            await host.Store.AddAsync(record);
        }

        for (var i = 0; i < 60; i++)
        {
            var query = RandomQuery();
            var expected = records.Where(query.Matches).OrderBy(ApiKeyPosition.Of, ApiKeyPosition.Order).Select(record => record.Id).ToList();
            var found = await host.Store.ListAsync(query, CancellationToken.None);
            Assert.That(found.Select(record => record.Id), Is.EqualTo(expected), query.ToString());
            Assert.That(await host.Store.CountAsync(query, CancellationToken.None), Is.EqualTo(expected.Count), query.ToString());
        }
    }

    [Test]
    public async Task Keys_that_nobody_uses_are_found_by_the_usage_store()
    {
        using var host = StoreHost<AppDbContext>.Create(engine);
        var since = Keys.Now.AddDays(-7);
        var used = Keys.Record("used") with { CreatedAt = Keys.Now.AddDays(-30) };
        var unused = Keys.Record("unused") with { CreatedAt = Keys.Now.AddDays(-30) };
        var longAgo = Keys.Record("long ago") with { CreatedAt = Keys.Now.AddDays(-30) };
        foreach (var record in new[] { used, unused, longAgo, Keys.Record("young") })
        {
            await host.Store.AddAsync(record);
        }

        await host.Get<IApiKeyUsageStore>().AddAsync(
            new UsageBatch(Guid.NewGuid(), [new SecretUsage(used.Id, "a", 1, since, null), new SecretUsage(longAgo.Id, "b", 1, since.AddSeconds(-1), null)]),
            CancellationToken.None);
        var found = await host.Store.ListAsync(new ApiKeyQuery { Now = Keys.Now, UnusedSince = since }, CancellationToken.None);
        Assert.That(found.Select(record => record.Id), Is.EquivalentTo(new[] { unused.Id, longAgo.Id }));
    }

    private static ApiKeyRecord Random() => Keys.Record(Any("plain", "Other", "ÄÖ")) with
    {
        CreatedAt = Keys.Now.AddMinutes(-RandomNumberGenerator.GetInt32(5)),
        TenantId = Any(null, "tenant", "Tenant"),
        Environment = Any(null, "live", "test"),
        Scopes = Any(ScopeSet.None, ScopeSet.Unrestricted, ScopeSet.Of("leads:read"), ScopeSet.Of("leads:read", "leads:read:own")),
        CustomerIds = Any<string[]?>(null, ["c1"], ["c1", "c2"], ["c"]),
        NotBeforeAt = Any(Instants),
        ExpiresAt = Any(Instants),
        DisabledAt = Any(Instants),
        RevokedAt = Any(Instants),
        DeletedAt = Any<DateTimeOffset?>(null, null, null, Keys.Now),
    };

    private static ApiKeyQuery RandomQuery() => new()
    {
        Now = Keys.Now,
        TenantId = Any(null, null, "tenant", "TENANT"),
        Statuses = Any(true, true, false) ? null : [.. Enum.GetValues<ApiKeyStatus>().Where(_ => Any(true, false))],
        Environment = Any(null, null, "live"),
        Scope = Any(null, null, "leads:read", "read"),
        CustomerId = Any(null, null, "c1", "c"),
        ExpiresBefore = Any<DateTimeOffset?>(null, null, Keys.Now.AddDays(2)),
        Search = Any(null, null, "PLA", "äö", "%"),
    };

    private static T Any<T>(params T[] choices) => choices[RandomNumberGenerator.GetInt32(choices.Length)];
}
