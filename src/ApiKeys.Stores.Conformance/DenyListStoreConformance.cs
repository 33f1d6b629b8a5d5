using NUnit.Framework;

namespace ApiKeys.Stores.Conformance;

/// <summary>What a store of deny lists has to do. Inherit it, give it your store, run it.</summary>
[TestFixture]
public abstract class DenyListStoreConformance
{
    private static readonly string[] TwoEntries = ["192.0.2.7", "2001:db8::/32"];

    /// <summary>An empty store for one test.</summary>
    protected abstract ValueTask<IApiKeyDenyListStore> CreateAsync();

    /// <summary>The audit trail that the store writes to; <see langword="null"/> where it keeps none.</summary>
    /// <param name="store">The store.</param>
    protected virtual IApiKeyAuditStore? AuditOf(IApiKeyDenyListStore store) => store as IApiKeyAuditStore;

    /// <summary>A list that was never set denies nobody, and a change of it gives back what was put in.</summary>
    [Test]
    public async Task A_list_is_kept_as_it_was_set()
    {
        var store = await CreateAsync();
        var before = await store.GetAsync("tenant", CancellationToken.None);
        Assert.That((before.TenantId, before.Addresses.Entries.Count, before.Version), Is.EqualTo(("tenant", 0, 0L)));
        Assert.That(await ApplyAsync(store, before, TwoEntries), Is.EqualTo(ApiKeyChangeOutcome.Applied));
        var after = await store.GetAsync("tenant", CancellationToken.None);
        Assert.That((after.TenantId, after.Version), Is.EqualTo(("tenant", 1L)));
        Assert.That(after.Addresses.Entries, Is.EqualTo(TwoEntries));
        Assert.That(await ApplyAsync(store, after), Is.EqualTo(ApiKeyChangeOutcome.Applied));
        after = await store.GetAsync("tenant", CancellationToken.None);
        Assert.That((after.Addresses.Entries.Count, after.Version), Is.EqualTo((0, 2L)), "an emptied list is none that was never set");
    }

    /// <summary>A full list is kept whole.</summary>
    [Test]
    public async Task The_longest_list_is_kept()
    {
        var store = await CreateAsync();
        string[] entries = [.. Enumerable.Range(0, IpDenyList.MaxCount).Select(i => $"2001:db8:1111:2222:3333:4444:5555:{i + 0x1000:x}")];
        await ApplyAsync(store, ApiKeyDenyList.NeverSet("tenant"), entries);
        Assert.That((await store.GetAsync("tenant", CancellationToken.None)).Addresses.Entries, Is.EqualTo(entries));
    }

    /// <summary>Tenants compare letter by letter, and keys without a tenant have a list of their own.</summary>
    [Test]
    public async Task Tenants_do_not_share_a_list()
    {
        var store = await CreateAsync();
        await ApplyAsync(store, ApiKeyDenyList.NeverSet("tenant"), "192.0.2.1");
        await ApplyAsync(store, ApiKeyDenyList.NeverSet(null), "192.0.2.2");
        foreach (var (tenant, expected) in new (string?, string)[] { ("tenant", "192.0.2.1"), (null, "192.0.2.2"), ("", "192.0.2.2"), ("Tenant", ""), ("tenant ", ""), ("\0", "") })
        {
            Assert.That((await store.GetAsync(tenant, CancellationToken.None)).Addresses.ToString(), Is.EqualTo(expected), tenant);
        }
    }

    /// <summary>Of many changes made from one state exactly one is made.</summary>
    [Test]
    public async Task A_change_of_an_older_state_is_refused()
    {
        var store = await CreateAsync();
        foreach (var round in Enumerable.Range(0, 5))
        {
            var before = await store.GetAsync("tenant", CancellationToken.None);
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => ApplyAsync(store, before, $"192.0.2.{i}", $"198.51.100.{round}"))));
            Assert.That(outcomes.Count(outcome => outcome == ApiKeyChangeOutcome.Applied), Is.EqualTo(1));
            Assert.That(outcomes.Where(outcome => outcome != ApiKeyChangeOutcome.Applied), Is.All.EqualTo(ApiKeyChangeOutcome.Conflict));
        }

        Assert.That((await store.GetAsync("tenant", CancellationToken.None)).Version, Is.EqualTo(5));
    }

    /// <summary>A change and its audit entry are written both or neither; a change without an entry leaves none.</summary>
    [Test]
    public async Task A_change_and_its_audit_entry_are_one()
    {
        var store = await CreateAsync();
        if (AuditOf(store) is not { } audit)
        {
            return;
        }

        var never = ApiKeyDenyList.NeverSet("tenant");
        await store.ApplyAsync(new ApiKeyDenyListChange(never, IpDenyList.Of("192.0.2.1"), Entry("1")), CancellationToken.None);
        await store.ApplyAsync(new ApiKeyDenyListChange(never, IpDenyList.Of("192.0.2.2"), Entry("2")), CancellationToken.None);
        await ApplyAsync(store, await store.GetAsync("tenant", CancellationToken.None), "192.0.2.3");
        var trail = await audit.ListAsync(new AuditQuery { TenantId = "tenant" }, CancellationToken.None);
        Assert.That(trail.Single().Id, Is.EqualTo("1"), "none for what was refused");
        Assert.That((trail[0].KeyId, trail[0].Changes[0].After), Is.EqualTo(("blocklist", "192.0.2.1")));
    }

    private static async Task<ApiKeyChangeOutcome> ApplyAsync(IApiKeyDenyListStore store, ApiKeyDenyList before, params string[] entries) =>
        await store.ApplyAsync(new ApiKeyDenyListChange(before, IpDenyList.Of(entries), null), CancellationToken.None);

    private static AuditEntry Entry(string id) => new()
    {
        Id = id,
        At = Samples.Now,
        Action = "blocklist.update",
        KeyId = "blocklist",
        KeyName = "blocklist",
        TenantId = "tenant",
        Changes = [new AuditFieldChange("addresses", "", "192.0.2.1")],
    };
}
