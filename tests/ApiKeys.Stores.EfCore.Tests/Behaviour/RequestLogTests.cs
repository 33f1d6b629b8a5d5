using System.Net;
using System.Security.Cryptography;
using ApiKeys.Stores.EfCore.Tests.Servers;

namespace ApiKeys.Stores.EfCore.Tests.Behaviour;

/// <summary>CONTRACT G-8: the request log in a database, the same in all of them.</summary>
[TestFixture(Engine.PostgreSql)]
[TestFixture(Engine.Sqlite)]
internal sealed class RequestLogTests(Engine engine)
{
    private static readonly string?[] Tenants = [null, "tenant", "Tenant"];

    [Test]
    public async Task G_08_the_database_judges_as_the_query_itself_does()
    {
        using var host = StoreHost<AppDbContext>.Create(engine);
        var rows = Enumerable.Range(0, 80).Select(_ => RandomRow()).ToList();
        var store = host.Get<IApiKeyRequestStore>();
        await store.AddAsync(rows, CancellationToken.None);
        for (var i = 0; i < 120; i++)
        {
            var query = RandomQuery(rows);
            var expected = rows.Where(query.Matches).OrderBy(ApiKeyPosition.Of, ApiKeyPosition.Order).Where(row => ApiKeyPosition.Of(row).IsBehind(query.After)).Take(query.Limit);
            Assert.That((await store.ListAsync(query, CancellationToken.None)).Select(row => row.Id), Is.EqualTo(expected.Select(row => row.Id)), query.ToString());
        }
    }

    [Test]
    public async Task FC_09_a_deny_list_whose_audit_entry_cannot_be_written_is_not_changed()
    {
        using var host = StoreHost<AppDbContext>.Create(engine);
        var store = host.Get<IApiKeyDenyListStore>();
        var entry = new AuditEntry { Id = "1", At = Keys.Now, Action = "blocklist.update", KeyId = "blocklist", KeyName = new string('x', 500), TenantId = "tenant" };
        var change = new ApiKeyDenyListChange(ApiKeyDenyList.NeverSet("tenant"), IpDenyList.Of("192.0.2.7"), entry);
        Assert.That(async () => await store.ApplyAsync(change, CancellationToken.None), Throws.InstanceOf<ArgumentException>());
        Assert.That((await store.GetAsync("tenant", CancellationToken.None)).Version, Is.Zero);
        Assert.That(await store.ApplyAsync(change with { Audit = entry with { KeyName = "blocklist" } }, CancellationToken.None), Is.EqualTo(ApiKeyChangeOutcome.Applied));
        Assert.That((await host.Get<IApiKeyAuditStore>().ListAsync(new AuditQuery { TenantId = "tenant" }, CancellationToken.None)).Single().Id, Is.EqualTo("1"));
    }

    private static ApiKeyRequestEntry RandomRow()
    {
        var at = Keys.Now.AddSeconds(-RandomNumberGenerator.GetInt32(6));
        var kind = Any(ApiKeyRequestKind.Call, ApiKeyRequestKind.Failed, ApiKeyRequestKind.Blocklisted);
        return new ApiKeyRequestEntry
        {
            Id = RandomNumberGenerator.GetHexString(32, lowercase: true),
            At = at,
            LastAt = at,
            Kind = kind,
            TenantId = Any(Tenants),
            KeyId = Any(null, "key", "KEY"),
            Actor = Any(null, "maria"),
            Route = Any(null, "/v1/leads", "/v1/%"),
            Status = Any<int?>(null, 200, 299, 300, 404, 500),
            Address = Any(null, IPAddress.Parse("192.0.2.7"), IPAddress.Parse("2001:db8::"), kind == ApiKeyRequestKind.Call ? IPAddress.Parse("2001:db8::7") : null),
        };
    }

    private static ApiKeyRequestQuery RandomQuery(List<ApiKeyRequestEntry> rows) => new()
    {
        TenantId = Any(null, null, "tenant", "TENANT"),
        HasNoTenant = Any(false, false, true),
        KeyId = Any(null, null, "key"),
        Kind = Any<ApiKeyRequestKind?>(null, null, ApiKeyRequestKind.Call, ApiKeyRequestKind.Failed),
        StatusClass = Any<int?>(null, null, 2, 4, 5),
        From = Any<DateTimeOffset?>(null, null, Keys.Now.AddSeconds(-3)),
        Until = Any<DateTimeOffset?>(null, null, Keys.Now.AddSeconds(-1)),
        Actor = Any(null, null, "maria"),
        Route = Any(null, null, "/v1/leads", "/v1/%"),
        Address = Any(null, null, IPAddress.Parse("192.0.2.7"), IPAddress.Parse("::ffff:192.0.2.7"), IPAddress.Parse("2001:db8::7")),
        After = Any(null, ApiKeyPosition.Of(Any([.. rows]))),
        Limit = Any(1, 7, 100),
    };

    private static T Any<T>(params T[] choices) => choices[RandomNumberGenerator.GetInt32(choices.Length)];
}
