using System.Net;
using System.Security.Cryptography;
using NUnit.Framework;

namespace ApiKeys.Stores.Conformance;

/// <summary>What a store of the request log has to do. Inherit it, give it your store, run it.</summary>
[TestFixture]
public abstract class RequestStoreConformance
{
    private static readonly string[] TheOthers = ["odd", "odd"];

    /// <summary>An empty store for one test.</summary>
    protected abstract ValueTask<IApiKeyRequestStore> CreateAsync();

    /// <summary>Every member comes back as it was, in an empty row and in a full one.</summary>
    [Test]
    public async Task Rows_come_back_as_they_were()
    {
        var store = await CreateAsync();
        var full = Row(0) with
        {
            LastAt = Samples.Now.AddSeconds(9),
            Kind = ApiKeyRequestKind.Blocklisted,
            Count = (1L << 53) + 1,
            TenantId = "tenant",
            KeyId = "key",
            KeyName = "Ação \u202Etxt",
            Actor = "maria",
            Method = "GET",
            Route = "/v1/customers/{customerId}",
            Status = 403,
            Duration = TimeSpan.FromTicks(12_345_670),
            Address = IPAddress.Parse("2001:db8::1"),
            RequestId = "0HN:1",
            Reason = ApiKeyFailureReason.AddressDenied,
        };
        var empty = Row(1);
        await store.AddAsync([full, empty], CancellationToken.None);
        Assert.That(await ListAsync(store, new ApiKeyRequestQuery()), Is.EqualTo(new[] { full, empty }));
        await store.AddAsync([], CancellationToken.None);
    }

    /// <summary>A row is there once, however often and by however many its batch is sent.</summary>
    [Test]
    public async Task A_row_is_there_once()
    {
        var store = await CreateAsync();
        ApiKeyRequestEntry[] batch = [.. Enumerable.Range(0, 20).Select(Row)];
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () => await store.AddAsync(batch, CancellationToken.None))));
        await store.AddAsync([batch[0], Row(99)], CancellationToken.None);
        Assert.That(await ListAsync(store, new ApiKeyRequestQuery { Limit = 100 }), Has.Count.EqualTo(21));
    }

    /// <summary>Pages go from the newest to the oldest and skip nothing while rows are added, also where many share an instant.</summary>
    [Test]
    public async Task Pages_are_stable()
    {
        var store = await CreateAsync();
        var rows = Enumerable.Range(0, 25).Select(i => Row(i / 5)).ToList();
        await store.AddAsync(rows, CancellationToken.None);
        var seen = new List<ApiKeyRequestEntry>();
        while (await ListAsync(store, new ApiKeyRequestQuery { Limit = 4, After = seen.Count == 0 ? null : ApiKeyPosition.Of(seen[^1]) }) is { Count: > 0 } page)
        {
            Assert.That(page, Has.Count.LessThanOrEqualTo(4));
            seen.AddRange(page);
            await store.AddAsync([Row(-seen.Count)], CancellationToken.None);
        }

        Assert.That(seen.Select(row => row.Id), Is.EqualTo(rows.OrderBy(ApiKeyPosition.Of, ApiKeyPosition.Order).Select(row => row.Id)));
    }

    /// <summary>Every condition of a query lets some rows through and keeps others back.</summary>
    [Test]
    public async Task Queries_filter()
    {
        var store = await CreateAsync();
        var plain = Row(0) with { TenantId = "tenant", KeyId = "key", Status = 200, Address = IPAddress.Parse("192.0.2.7"), Route = "/v1/leads" };
        var other = Row(60) with
        {
            Kind = ApiKeyRequestKind.Failed,
            TenantId = "Tenant",
            KeyId = "KEY",
            Actor = "maria",
            Status = 404,
            Address = IPAddress.Parse("2001:db8::"),
            Route = "/v1/leads/{id}",
        };
        await store.AddAsync([plain, other, Row(30) with { Status = null }], CancellationToken.None);
        foreach (var query in new ApiKeyRequestQuery[]
        {
            new() { TenantId = "Tenant" }, new() { KeyId = "KEY" }, new() { Kind = ApiKeyRequestKind.Failed }, new() { StatusClass = 4 }, new() { Until = Samples.Now.AddSeconds(-59) },
            new() { Actor = "maria" }, new() { Address = IPAddress.Parse("2001:db8::abcd") }, new() { Route = "/v1/leads/{id}" },
        })
        {
            Assert.That((await ListAsync(store, query)).Single(), Is.EqualTo(other), query.ToString());
        }

        Assert.That((await ListAsync(store, new ApiKeyRequestQuery { From = Samples.Now })).Single(), Is.EqualTo(plain));
        Assert.That((await ListAsync(store, new ApiKeyRequestQuery { Address = IPAddress.Parse("::ffff:192.0.2.7") })).Single(), Is.EqualTo(plain));
        Assert.That((await ListAsync(store, new ApiKeyRequestQuery { HasNoTenant = true })).Single().TenantId, Is.Null);
        foreach (var nothing in new ApiKeyRequestQuery[] { new() { TenantId = "tenant", KeyId = "KEY" }, new() { Address = IPAddress.Parse("2001:db8:0:1::") }, new() { Route = "/V1/leads" }, new() { Actor = "\0" }, new() { StatusClass = 5 } })
        {
            Assert.That(await ListAsync(store, nothing), Is.Empty, nothing.ToString());
        }
    }

    /// <summary>Old rows are removed in batches, and removed keys are forgotten; everything else stays.</summary>
    [Test]
    public async Task Old_rows_and_removed_keys_go()
    {
        var store = await CreateAsync();
        await store.AddAsync([.. Enumerable.Range(0, 10).Select(i => Row(i) with { KeyId = i % 2 == 0 ? "even" : "odd" })], CancellationToken.None);
        var firstKept = Samples.Now.AddSeconds(-4);
        Assert.That(await store.PruneAsync(firstKept, 3, CancellationToken.None), Is.EqualTo(3));
        Assert.That(await store.PruneAsync(firstKept, 3, CancellationToken.None), Is.EqualTo(2));
        Assert.That(await store.PruneAsync(firstKept, 3, CancellationToken.None), Is.Zero);
        Assert.That((await ListAsync(store, new ApiKeyRequestQuery())).Select(row => row.At), Is.All.GreaterThanOrEqualTo(firstKept).And.Exactly(5).Items);
        await store.ForgetAsync(["even", "nobody"], CancellationToken.None);
        Assert.That((await ListAsync(store, new ApiKeyRequestQuery())).Select(row => row.KeyId), Is.EqualTo(TheOthers));
    }

    private static async Task<IReadOnlyList<ApiKeyRequestEntry>> ListAsync(IApiKeyRequestStore store, ApiKeyRequestQuery query) => await store.ListAsync(query, CancellationToken.None);

    private static ApiKeyRequestEntry Row(int ageSeconds)
    {
        var at = Samples.Now.AddSeconds(-ageSeconds);
        return new ApiKeyRequestEntry { Id = RandomNumberGenerator.GetHexString(32), At = at, LastAt = at, Kind = ApiKeyRequestKind.Call };
    }
}
