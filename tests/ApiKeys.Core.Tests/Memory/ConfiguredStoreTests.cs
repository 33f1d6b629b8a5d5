using ApiKeys.Management;
using ApiKeys.Memory;
using ApiKeys.Stores;

namespace ApiKeys.Core.Tests.Memory;

[TestFixture]
public class ConfiguredStoreTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Test]
    public async Task Configured_key_is_found_with_all_that_was_written()
    {
        var store = Store(null, key =>
        {
            key.TenantId = "t";
            key.Environment = "live";
            key.Scopes.Add("leads:read");
            key.AllowedIps.Add("10.0.0.0/8");
            key.CustomerIds.Add("c1");
            key.ExpiresAt = new DateTimeOffset(2027, 1, 1, 2, 0, 0, TimeSpan.FromHours(2));
        });
        var record = await store.FindByLookupIdAsync("lookup-1", None);
        Assert.That(record, Is.SameAs(await store.FindByIdAsync("key-1", None)));
        Assert.That((record!.Name, record.TenantId, record.Environment), Is.EqualTo(("key-1", "t", "live")));
        Assert.That(record.Scopes, Is.EqualTo(ScopeSet.Of("leads:read")));
        Assert.That(record.AllowedIps!.Entries, Is.EqualTo(new[] { "10.0.0.0/8" }));
        Assert.That(record.CustomerIds, Is.EqualTo(new[] { "c1" }));
        Assert.That(record.ExpiresAt, Is.EqualTo(new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        Assert.That(record.ExpiresAt!.Value.Offset, Is.EqualTo(TimeSpan.Zero));
        Assert.That(await store.FindByLookupIdAsync("LOOKUP-1", None), Is.Null);
    }

    [Test]
    public async Task Configured_key_without_more_grants_nothing_and_restricts_nothing()
    {
        var record = await Store(null).FindByIdAsync("key-1", None);
        Assert.That(record!.Scopes, Is.EqualTo(ScopeSet.None));
        Assert.That(record.AllowedIps, Is.Null);
        Assert.That(record.CustomerIds, Is.Null);
        Assert.That(record.GetStatus(Records.Start), Is.EqualTo(ApiKeyStatus.Active));
    }

    [Test]
    public async Task Configured_key_can_be_unrestricted_and_switched_off()
    {
        var record = await Store(null, key => (key.Unrestricted, key.Disabled) = (true, true)).FindByIdAsync("key-1", None);
        Assert.That(record!.Scopes, Is.SameAs(ScopeSet.Unrestricted));
        Assert.That(record.GetStatus(Records.Start), Is.EqualTo(ApiKeyStatus.Disabled));
    }

    [Test]
    public async Task Alone_it_takes_no_change()
    {
        var store = Store(null);
        Assert.That(await store.ApplyAsync(ApiKeyChange.Add(Records.Of("key-2", "lookup-2")), None), Is.EqualTo(ApiKeyChangeOutcome.ReadOnly));
        Assert.That(await store.FindByIdAsync("key-2", None), Is.Null);
    }

    [Test]
    public async Task In_front_of_a_store_its_own_keys_stay_as_they_are()
    {
        var store = Store(new InMemoryApiKeyStore(new InMemoryUsageStore()));
        var configured = (await store.FindByIdAsync("key-1", None))!;
        Assert.That(await store.ApplyAsync(ApiKeyChange.Update(configured with { DisabledAt = Records.Start }), None), Is.EqualTo(ApiKeyChangeOutcome.ReadOnly));
        Assert.That(await store.ApplyAsync(ApiKeyChange.Delete(configured), None), Is.EqualTo(ApiKeyChangeOutcome.ReadOnly));
        Assert.That(await store.ApplyAsync(ApiKeyChange.Add(Records.Of("thief", "lookup-1")), None), Is.EqualTo(ApiKeyChangeOutcome.ReadOnly));
        Assert.That(await store.FindByLookupIdAsync("lookup-1", None), Is.SameAs(configured));
    }

    [Test]
    public async Task In_front_of_a_store_all_other_keys_are_the_stores()
    {
        var others = new InMemoryApiKeyStore(new InMemoryUsageStore());
        var store = Store(others);
        var record = Records.Of("key-2", "lookup-2");
        Assert.That(await store.ApplyAsync(ApiKeyChange.Add(record), None), Is.EqualTo(ApiKeyChangeOutcome.Applied));
        Assert.That(await others.FindByIdAsync("key-2", None), Is.SameAs(record));
        Assert.That(await store.FindByIdAsync("key-2", None), Is.SameAs(record));
        Assert.That(await store.FindByLookupIdAsync("lookup-2", None), Is.SameAs(record));
    }

    [Test]
    public async Task Configured_key_opens_its_host_whose_manager_issues_none()
    {
        await using var issuer = new TestHost();
        var issued = await issuer.IssueAsync();
        await using var host = new TestHost(builder => builder.AddStore(_ => Store(null, key =>
        {
            key.LookupId = issued.Record.Secrets[0].LookupId;
            key.Hash = issued.Record.Secrets[0].Hash;
        })));
        Assert.That(await host.ReasonAsync(issued.Secret.Reveal()), Is.Null);
        var refused = await host.Manager.IssueAsync(TestHost.Request, None);
        Assert.That(refused.Errors.Single().Code, Is.EqualTo(ApiKeyErrorCode.ReadOnly));
    }

    private static ConfiguredApiKeyStore Store(IApiKeyStore? others, Action<ConfiguredApiKey>? configure = null)
    {
        var options = new ConfiguredApiKeysOptions();
        options.Keys.Add(new ConfiguredApiKey { Id = "key-1", LookupId = "lookup-1", Hash = "$sha256$qa2VMuKSMM7dE+HCup5KhrAJ8BbKEBeci7zeRAinN3g" });
        configure?.Invoke(options.Keys[0]);
        return new ConfiguredApiKeyStore(options, others);
    }
}
