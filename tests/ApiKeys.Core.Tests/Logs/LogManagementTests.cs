using ApiKeys.Events;
using ApiKeys.Management;
using ApiKeys.Stores;
using ApiKeys.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.Core.Tests.Logs;

/// <summary>CONTRACT G-8: the switch of the audit trail, how long rows stay, who reads them, and options that cannot work.</summary>
[TestFixture]
public class LogManagementTests
{
    private static readonly ApiKeyActor Admin = new("admin", "A", null);

    [TestCase(true)]
    [TestCase(false)]
    public async Task G_08_management_activity_is_written_with_each_change_unless_it_is_switched_off(bool isOn)
    {
        var sink = new Sink();
        await using var host = new TestHost(
            builder =>
            {
                builder.ConfigureLogs(logs => logs.ManagementActivity = isOn);
                builder.Services.AddSingleton<IApiKeyEventSink>(sink);
            },
            options => options.DenyLists = true);
        var key = await host.IssueAsync(TestHost.Request with { TenantId = "A" });
        await host.Manager.RevokeAsync(key.Record.Id, "left", Admin, default);
        await host.Get<ApiKeyDenyListManager>().SetAsync(null, IpDenyList.Of("192.0.2.7"), null, Admin, default);
        await host.Events.FlushAsync(default);
        var actions = (await host.Directory.ListAuditAsync(new AuditQuery(), Admin, default)).Select(entry => entry.Action);
        Assert.That(actions, Is.EqualTo(isOn ? new[] { "blocklist.update", "api_key.revoke", "api_key.create" } : []));
        Assert.That((await host.Directory.GetAsync(key.Record.Id, Admin, default))!.RevokedAt, Is.Not.Null, "the change is made in any case");
        Assert.That(sink.Types, Is.EqualTo(new[] { "api_key.create", "api_key.revoke" }), "and sinks are told in any case");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task FC_09_a_change_that_is_not_made_leaves_no_trace_whatever_the_switch_says(bool isOn)
    {
        await using var host = new TestHost(builder => builder.ConfigureLogs(logs => logs.ManagementActivity = isOn));
        var key = await host.IssueAsync(TestHost.Request with { TenantId = "A" });
        host.Store.Fault = StoreFault.ThrowBeforeCommit;
        Assert.That(async () => await host.Manager.DisableAsync(key.Record.Id, Admin, default), Throws.TypeOf<ApiKeyStoreUnavailableException>());
        host.Store.Fault = StoreFault.None;
        Assert.That((await host.Directory.ListAuditAsync(new AuditQuery { Action = ApiKeyActions.Disable }, Admin, default)), Is.Empty);
        Assert.That((await host.Directory.GetAsync(key.Record.Id, Admin, default))!.DisabledAt, Is.Null);
    }

    [Test]
    public async Task G_08_rows_are_kept_for_30_days_also_where_logging_is_switched_off()
    {
        await using var host = new TestHost();
        var now = host.Clock.GetUtcNow();
        await host.Get<IApiKeyRequestStore>().AddAsync([.. Enumerable.Range(0, 2_500).Select(i => Row(now.AddDays(-31).AddSeconds(i))), Row(now.AddDays(-30)), Row(now)], default);
        await host.Pruner.PruneAsync(default);
        Assert.That((await host.Get<IApiKeyRequestStore>().ListAsync(new ApiKeyRequestQuery(), default)).Select(row => row.At), Is.EqualTo(new[] { now, now.AddDays(-30) }));
    }

    [Test]
    public async Task N_06_a_removed_keys_rows_go_with_it_and_nobody_elses()
    {
        await using var host = new TestHost(builder => builder.ConfigurePolicy(policy => policy.Deletion = DeletionPolicy.Hard));
        var key = await host.IssueAsync(TestHost.Request with { TenantId = "A" });
        var now = host.Clock.GetUtcNow();
        await host.Get<IApiKeyRequestStore>().AddAsync([Row(now) with { KeyId = key.Record.Id }, Row(now) with { KeyId = "other" }], default);
        await host.Manager.DeleteAsync(key.Record.Id, Admin, default);
        Assert.That((await host.Get<IApiKeyRequestStore>().ListAsync(new ApiKeyRequestQuery(), default)).Single().KeyId, Is.EqualTo("other"));
    }

    [Test]
    public async Task N_06_a_key_that_is_deleted_softly_loses_its_rows_when_it_is_pruned()
    {
        await using var host = new TestHost(builder => builder.ConfigureRetention(retention => retention.Requests = TimeSpan.FromDays(300)));
        var key = await host.IssueAsync(TestHost.Request with { TenantId = "A" });
        await host.Get<IApiKeyRequestStore>().AddAsync([Row(host.Clock.GetUtcNow()) with { KeyId = key.Record.Id }], default);
        await host.Manager.DeleteAsync(key.Record.Id, Admin, default);
        await host.Pruner.PruneAsync(default);
        Assert.That(await host.Get<IApiKeyRequestStore>().ListAsync(new ApiKeyRequestQuery(), default), Has.Count.EqualTo(1));
        host.Clock.Advance(TimeSpan.FromDays(31));
        await host.Pruner.PruneAsync(default);
        Assert.That(await host.Get<IApiKeyRequestStore>().ListAsync(new ApiKeyRequestQuery(), default), Is.Empty);
    }

    [Test]
    public async Task AC_116_an_actor_reads_the_rows_of_its_own_tenant_alone()
    {
        await using var host = new TestHost();
        var now = host.Clock.GetUtcNow();
        await host.Get<IApiKeyRequestStore>().AddAsync([Row(now) with { TenantId = "A", KeyId = "a" }, Row(now) with { TenantId = "B", KeyId = "b" }, Row(now)], default);
        Assert.That(await TenantsAsync(host, Admin, new()), Is.EqualTo(new[] { "A" }));
        Assert.That(await TenantsAsync(host, Admin, new() { TenantId = "B" }), Is.EqualTo(new[] { "A" }), "whatever the query says");
        Assert.That(await TenantsAsync(host, Admin, new() { KeyId = "b" }), Is.Empty);
        Assert.That(await TenantsAsync(host, Admin, new() { HasNoTenant = true }), Is.Empty);
        Assert.That(await TenantsAsync(host, ApiKeyActor.ForKey(Records.Of("manager", "x"), null), new()), Is.EqualTo(new string?[] { null }), "a key without a tenant is bound to none");
        Assert.That(await TenantsAsync(host, ApiKeyActor.Host, new() { KeyId = "b" }), Is.EqualTo(new[] { "B" }));
        Assert.That(await TenantsAsync(host, ApiKeyActor.Host, new()), Is.EquivalentTo(new[] { "A", "B", null }));
    }

    [Test]
    public async Task G_08_pages_follow_each_other_and_wrong_ones_are_told()
    {
        await using var host = new TestHost();
        var now = host.Clock.GetUtcNow();
        await host.Get<IApiKeyRequestStore>().AddAsync([.. Enumerable.Range(0, 25).Select(i => Row(now.AddSeconds(i / 3)) with { TenantId = "A" })], default);
        var directory = host.Get<ApiKeyRequestDirectory>();
        var seen = new List<ApiKeyRequestEntry>();
        string? cursor = null;
        do
        {
            var page = (await directory.ListAsync(new ApiKeyRequestQuery { Limit = 10 }, cursor, Admin, default)).Value!;
            seen.AddRange(page.Entries);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        Assert.That(seen.Select(row => row.Id), Is.Unique.And.Exactly(25).Items);
        Assert.That(seen.Select(row => row.At), Is.Ordered.Descending);
        foreach (var (query, wrong, member) in new (ApiKeyRequestQuery, string?, string)[] { (new() { Limit = 0 }, null, "Limit"), (new() { Limit = 101 }, null, "Limit"), (new(), "nonsense", "Cursor"), (new(), "", "Cursor") })
        {
            Assert.That((await directory.ListAsync(query, wrong, Admin, default)).Errors.Single().Member, Is.EqualTo(member));
        }
    }

    [Test]
    public void G_08_options_that_cannot_work_stop_the_start()
    {
        Assert.That(Complaints(_ => { }), Is.Empty);
        Assert.That(Complaints(logs => logs.FlushInterval = TimeSpan.FromMilliseconds(99)), Has.One.Contains("FlushInterval"));
        Assert.That(Complaints(logs => logs.FlushInterval = TimeSpan.FromHours(2)), Has.One.Contains("FlushInterval"));
        Assert.That(Complaints(logs => logs.Capacity = 0), Has.One.Contains("Capacity"));
        Assert.That(Complaints(logs => logs.MaxFailureRows = 0), Has.One.Contains("MaxFailureRows"));
        Assert.That(StartUp.Complaints(builder => builder.AddInMemoryStore().ConfigureRetention(retention => retention.Requests = TimeSpan.FromDays(-1))), Is.Not.Empty);
    }

    [TestCase(true)]
    [TestCase(false)]
    public void G_08_deny_lists_on_a_store_that_keeps_none_stop_the_start(bool areOn)
    {
        var complaints = StartUp.Complaints(builder => builder.AddStore(_ => new LooseStore(null)), options => options.DenyLists = areOn);
        Assert.That(complaints, areOn ? Has.One.Contains("IApiKeyDenyListStore") : Is.Empty);
        Assert.That(StartUp.Complaints(builder => builder.AddInMemoryStore(), options => options.DenyLists = areOn), Is.Empty);
    }

    private static IReadOnlyList<string> Complaints(Action<ApiKeys.Logs.ApiKeyLogOptions> configure) => StartUp.Complaints(builder => builder.AddInMemoryStore().ConfigureLogs(configure));

    private static async Task<IEnumerable<string?>> TenantsAsync(TestHost host, ApiKeyActor actor, ApiKeyRequestQuery query) =>
        (await host.Get<ApiKeyRequestDirectory>().ListAsync(query, null, actor, default)).Value!.Entries.Select(row => row.TenantId);

    private static ApiKeyRequestEntry Row(DateTimeOffset at) => new() { Id = Guid.NewGuid().ToString(), At = at, LastAt = at, Kind = ApiKeyRequestKind.Call };

    private sealed class Sink : IApiKeyEventSink
    {
        public List<string> Types { get; } = [];

        public ValueTask HandleAsync(ApiKeyEvent happened, CancellationToken cancellationToken)
        {
            Types.Add(happened.Type);
            return ValueTask.CompletedTask;
        }
    }
}
