using NUnit.Framework;

namespace ApiKeys.Stores.Conformance;

/// <summary>What a store of keys has to do: all of it. Inherit this, give it your store, run it.</summary>
[TestFixture]
public abstract class ApiKeyStoreConformance : ApiKeyStoreAuditConformance
{
    private static readonly string[] OtherTenant = ["other"];

    /// <summary>Pages go from the newest to the oldest and skip nothing while keys are added and removed.</summary>
    [Test]
    public async Task Pages_are_stable()
    {
        var store = await CreateAsync();
        var records = Enumerable.Range(0, 9).Select(i => Samples.Record($"key {i}", ageMinutes: i / 2)).ToList();
        foreach (var record in records)
        {
            await ApplyAsync(store, ApiKeyChange.Add(record));
        }

        var seen = new List<ApiKeyRecord>();
        while (await store.ListAsync(Query() with { Limit = 4, After = seen.Count == 0 ? null : ApiKeyPosition.Of(seen[^1]) }, CancellationToken.None) is { Count: > 0 } page)
        {
            Assert.That(page, Has.Count.LessThanOrEqualTo(4));
            seen.AddRange(page);
            await ApplyAsync(store, ApiKeyChange.Add(Samples.Record("newer", ageMinutes: -seen.Count)));
            await ApplyAsync(store, ApiKeyChange.Delete(seen[^1]));
        }

        Assert.That(seen.Select(record => record.Id), Is.EquivalentTo(records.Select(record => record.Id)));
        Assert.That(seen.Select(record => record.CreatedAt), Is.Ordered.Descending);
    }

    /// <summary>Every condition of a query lets some keys through and keeps others back, and the count agrees.</summary>
    [Test]
    public async Task Queries_filter_and_count()
    {
        var store = await CreateAsync();
        await ApplyAsync(store, ApiKeyChange.Add(Samples.Record("plain")));
        await ApplyAsync(store, ApiKeyChange.Add(Samples.Record("50%_[a]\\'", tenant: "other") with
        {
            Environment = "test",
            Scopes = ScopeSet.Of("leads:read"),
            CustomerIds = ["c1"],
            ExpiresAt = Samples.Now.AddDays(3),
            DisabledAt = Samples.Now,
        }));
        foreach (var query in new[]
        {
            Query() with { TenantId = "other" }, Query() with { Statuses = [ApiKeyStatus.Disabled] }, Query() with { Environment = "test" }, Query() with { Scope = "leads:read" },
            Query() with { CustomerId = "c1" }, Query() with { ExpiresBefore = Samples.Now.AddDays(7) }, Query() with { Search = "%_[A]" }, Query() with { Search = "\\'" },
        })
        {
            var found = await store.ListAsync(query, CancellationToken.None);
            Assert.That(found.Select(record => record.TenantId), Is.EqualTo(OtherTenant), query.ToString());
            Assert.That(await store.CountAsync(query, CancellationToken.None), Is.EqualTo(1), query.ToString());
        }

        await ApplyAsync(store, ApiKeyChange.Add(Samples.Record("nobody's", tenant: null)));
        Assert.That((await store.ListAsync(Query() with { HasNoTenant = true }, CancellationToken.None)).Single().Name, Is.EqualTo("nobody's"));
        Assert.That(await store.CountAsync(Query() with { HasNoTenant = true }, CancellationToken.None), Is.EqualTo(1));
        await ApplyAsync(store, ApiKeyChange.Delete((await store.ListAsync(Query() with { HasNoTenant = true }, CancellationToken.None))[0]));
        Assert.That(await store.CountAsync(Query() with { Limit = 1 }, CancellationToken.None), Is.EqualTo(2), "whatever the limit");
    }

    /// <summary>Deleted keys are listed where they are asked for and nowhere else, and every status is found by itself.</summary>
    [Test]
    public async Task Statuses_are_told_apart_and_deleted_keys_hide()
    {
        var store = await CreateAsync();
        var byStatus = new Dictionary<ApiKeyStatus, ApiKeyRecord>
        {
            [ApiKeyStatus.Active] = Samples.Record(),
            [ApiKeyStatus.NotYetValid] = Samples.Record() with { NotBeforeAt = Samples.Now.AddMilliseconds(1) },
            [ApiKeyStatus.Expired] = Samples.Record() with { ExpiresAt = Samples.Now },
            [ApiKeyStatus.Disabled] = Samples.Record() with { DisabledAt = Samples.Now, ExpiresAt = Samples.Now },
            [ApiKeyStatus.Revoked] = Samples.Record() with { RevokedAt = Samples.Now, DisabledAt = Samples.Now },
            [ApiKeyStatus.Deleted] = Samples.Record() with { DeletedAt = Samples.Now, RevokedAt = Samples.Now },
        };
        foreach (var record in byStatus.Values)
        {
            await ApplyAsync(store, ApiKeyChange.Add(record));
        }

        foreach (var (status, record) in byStatus)
        {
            var found = await store.ListAsync(Query() with { Statuses = [status] }, CancellationToken.None);
            Assert.That(found.Select(key => key.Id), Is.EqualTo(new[] { record.Id }), status.ToString());
        }

        var listed = await store.ListAsync(Query(), CancellationToken.None);
        Assert.That(listed.Select(key => key.Id), Does.Not.Contain(byStatus[ApiKeyStatus.Deleted].Id).And.Exactly(5).Items);
        Assert.That(await store.CountAsync(Query(), CancellationToken.None), Is.EqualTo(5));
    }

    private static ApiKeyQuery Query() => new() { Now = Samples.Now };
}
