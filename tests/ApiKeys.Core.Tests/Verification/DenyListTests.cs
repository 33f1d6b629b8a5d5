using System.Net;
using ApiKeys.DependencyInjection;
using ApiKeys.Management;
using ApiKeys.Stores;
using ApiKeys.Testing;
using ApiKeys.Verification;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.Core.Tests.Verification;

/// <summary>CONTRACT G-8: a tenant's deny list refuses good keys, and nobody else learns of it.</summary>
[TestFixture]
public class DenyListTests
{
    private static readonly ApiKeyActor Admin = new("admin", "A", null);
    private static readonly ApiKeyRequestContext FromDenied = new(IPAddress.Parse("192.0.2.7"), null);

    [Test]
    public async Task G_08_a_good_key_is_refused_from_a_denied_address_and_admitted_from_others()
    {
        await using var host = Host();
        var mine = await IssueAsync(host, "A");
        var other = await IssueAsync(host, "B");
        await SetAsync(host, "192.0.2.0/24");
        var refused = await host.VerifyAsync(mine, FromDenied);
        Assert.That((refused.Failure!.Reason, refused.Failure.Kind), Is.EqualTo((ApiKeyFailureReason.AddressDenied, ApiKeyFailureKind.Forbidden)));
        Assert.That(refused.Proved!.TenantId, Is.EqualTo("A"));
        Assert.That(await host.ReasonAsync(mine, new(IPAddress.Parse("::ffff:192.0.2.9"), null)), Is.EqualTo(ApiKeyFailureReason.AddressDenied));
        Assert.That(await host.ReasonAsync(mine, new(IPAddress.Parse("198.51.100.1"), null)), Is.Null);
        Assert.That(await host.ReasonAsync(mine, default), Is.Null, "an unknown address is on no list");
        Assert.That(await host.ReasonAsync(other, FromDenied), Is.Null, "another tenant has a list of its own");
    }

    [Test]
    public async Task G_08_a_host_without_deny_lists_asks_nobody_for_one()
    {
        var store = new CountingDenyListStore { IsDown = true };
        await using var host = Host(store, isOn: false);
        Assert.That(await host.ReasonAsync(await IssueAsync(host, "A"), FromDenied), Is.Null);
        Assert.That(store.Reads, Is.Zero);
        Assert.That(host.Get<ApiKeyDenyListManager>().IsOn, Is.False);
        Assert.That(async () => await SetAsync(host, "192.0.2.7"), Throws.InvalidOperationException.With.Message.Contains("DenyLists"));
    }

    [Test]
    public async Task G_08_only_who_holds_the_secret_learns_of_the_list_and_it_stands_between_address_and_tenant()
    {
        var store = new CountingDenyListStore();
        await using var host = Host(store);
        var key = await host.IssueAsync(record => record with { TenantId = "A", DisabledAt = Records.Start, AllowedIps = IpAllowList.Of("198.51.100.1") });
        var text = key.Secret.Reveal();
        var request = FromDenied with { TenantId = "B" };
        store.List = IpDenyList.Of("192.0.2.7");
        Assert.That(await host.ReasonAsync(KeyTexts.WithOtherSecret(text), request), Is.EqualTo(ApiKeyFailureReason.WrongSecret));
        Assert.That((await host.VerifyAsync(KeyTexts.WithOtherSecret(text), request)).Proved, Is.Null, "nobody has proved to hold it");
        Assert.That(await host.ReasonAsync(text, request), Is.EqualTo(ApiKeyFailureReason.Disabled));
        var current = await ChangeAsync(host, key.Record, record => record with { DisabledAt = null });
        Assert.That(await host.ReasonAsync(text, request), Is.EqualTo(ApiKeyFailureReason.IpNotAllowed));
        Assert.That(store.Reads, Is.Zero, "whoever is refused before costs no look-up");
        await ChangeAsync(host, current, record => record with { AllowedIps = null });
        Assert.That(await host.ReasonAsync(text, request), Is.EqualTo(ApiKeyFailureReason.AddressDenied));
        Assert.That(await host.ReasonAsync(text, request with { RemoteAddress = IPAddress.Loopback }), Is.EqualTo(ApiKeyFailureReason.WrongTenant));
    }

    [Test]
    public async Task FC_02_a_list_that_cannot_be_read_is_neither_a_pass_nor_a_401()
    {
        var store = new CountingDenyListStore { IsDown = true };
        await using var host = Host(store);
        var key = await IssueAsync(host, "A");
        var verification = await host.VerifyAsync(key, FromDenied);
        Assert.That((verification.Failure!.Reason, verification.Failure.Kind), Is.EqualTo((ApiKeyFailureReason.StoreUnavailable, ApiKeyFailureKind.Unavailable)));
        Assert.That(host.Logs.Lines.Count(line => line.Text.Contains("The API key store failed", StringComparison.Ordinal)), Is.GreaterThan(0));
        store.IsDown = false;
        Assert.That(await host.ReasonAsync(key, FromDenied), Is.Null);
        store.IsDown = true;
        Assert.That(await host.ReasonAsync(key, FromDenied), Is.Null, "what was read is believed for a while");
        host.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.That(await host.ReasonAsync(key, FromDenied), Is.EqualTo(ApiKeyFailureReason.StoreUnavailable));
    }

    [Test]
    public async Task FC_02_a_caller_who_gives_up_is_told_so()
    {
        var store = new CountingDenyListStore { Gate = new ArrivalGate(99) };
        await using var host = Host(store);
        using var end = new CancellationTokenSource();
        var waiting = host.Verifier.VerifyAsync(await IssueAsync(host, "A"), FromDenied, end.Token).AsTask();
        await end.CancelAsync();
        Assert.That(async () => await waiting, Throws.InstanceOf<OperationCanceledException>());
        store.Gate.Open();
    }

    [Test]
    public async Task G_08_many_requests_share_one_look_up_and_it_lasts_5_seconds()
    {
        var store = new CountingDenyListStore { Gate = new ArrivalGate(99) };
        await using var host = Host(store);
        var key = await IssueAsync(host, "A");
        var requests = Enumerable.Range(0, 200).Select(_ => Task.Run(() => host.ReasonAsync(key, FromDenied))).ToList();
        Assert.That(() => store.Gate.Arrived, Is.EqualTo(1).After(5_000, 10));
        store.Gate.Open();
        Assert.That(await Task.WhenAll(requests), Is.All.Null);
        Assert.That(store.Reads, Is.EqualTo(1));
        store.List = IpDenyList.Of("192.0.2.7");
        host.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.That(await host.ReasonAsync(key, FromDenied), Is.Null, "another node's change may go unseen for a while");
        host.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.That(await host.ReasonAsync(key, FromDenied), Is.EqualTo(ApiKeyFailureReason.AddressDenied), "for 5 seconds and no longer");
    }

    [Test]
    public async Task G_08_a_host_that_believes_nothing_asks_each_time()
    {
        var store = new CountingDenyListStore();
        await using var host = Host(store, configure: builder => builder.ConfigureCache(cache => cache.Lifetime = TimeSpan.Zero));
        var key = await IssueAsync(host, "A");
        Assert.That(await host.ReasonAsync(key, FromDenied), Is.Null);
        store.List = IpDenyList.Of("192.0.2.7");
        Assert.That(await host.ReasonAsync(key, FromDenied), Is.EqualTo(ApiKeyFailureReason.AddressDenied));
        Assert.That(store.Reads, Is.EqualTo(2));
    }

    [Test]
    public async Task G_08_a_change_holds_at_once_where_it_is_made_also_against_a_read_that_began_before()
    {
        await using var host = Host();
        var key = await IssueAsync(host, "A");
        Assert.That(await host.ReasonAsync(key, FromDenied), Is.Null);
        await SetAsync(host, "192.0.2.7");
        Assert.That(await host.ReasonAsync(key, FromDenied), Is.EqualTo(ApiKeyFailureReason.AddressDenied));
        await SetAsync(host);
        Assert.That(await host.ReasonAsync(key, FromDenied), Is.Null);

        var gate = new ArrivalGate(99);
        var slow = new CountingDenyListStore { Gate = gate };
        await using var second = Host(slow);
        var text = await IssueAsync(second, "A");
        var late = Task.Run(() => second.ReasonAsync(text, FromDenied));
        Assert.That(() => gate.Arrived, Is.EqualTo(1).After(5_000, 10));
        slow.Gate = null;
        await SetAsync(second, "192.0.2.7");
        Assert.That(await second.ReasonAsync(text, FromDenied), Is.EqualTo(ApiKeyFailureReason.AddressDenied), "nobody is given the old answer");
        gate.Open();
        Assert.That(await late, Is.Null, "but who had asked before");
        Assert.That(await second.ReasonAsync(text, FromDenied), Is.EqualTo(ApiKeyFailureReason.AddressDenied), "the old answer was not kept");
    }

    [Test]
    public async Task FC_04_a_change_without_an_answer_is_looked_up_again()
    {
        var store = new CountingDenyListStore();
        await using var host = Host(store);
        var key = await IssueAsync(host, "A");
        Assert.That(await host.ReasonAsync(key, FromDenied), Is.Null);
        store.FailsAfterChange = true;
        Assert.That(async () => await SetAsync(host, "192.0.2.7"), Throws.TypeOf<ApiKeyStoreUnavailableException>());
        Assert.That(await host.ReasonAsync(key, FromDenied), Is.EqualTo(ApiKeyFailureReason.AddressDenied));
    }

    [Test]
    public async Task G_08_a_long_request_ends_when_its_address_is_denied()
    {
        await using var host = Host();
        var key = (await host.VerifyAsync(await IssueAsync(host, "A"), FromDenied)).Key!;
        Assert.That((await host.Verifier.RecheckAsync(key, FromDenied, default)).Succeeded, Is.True);
        await SetAsync(host, "192.0.2.7");
        Assert.That((await host.Verifier.RecheckAsync(key, FromDenied, default)).Failure!.Reason, Is.EqualTo(ApiKeyFailureReason.AddressDenied));
    }

    [Test]
    public async Task G_08_a_simulation_knows_the_list()
    {
        await using var host = Host();
        var key = await host.IssueAsync(TestHost.Request with { TenantId = "A" });
        await SetAsync(host, "192.0.2.7");
        var denied = await host.Directory.SimulateAsync(key.Record.Id, new() { Address = FromDenied.RemoteAddress }, Admin, default);
        Assert.That((denied!.Refusal!.Name, denied.Refusal.Failure!.Reason), Is.EqualTo(("deny_list", ApiKeyFailureReason.AddressDenied)));
        Assert.That((await host.Directory.SimulateAsync(key.Record.Id, new() { Address = IPAddress.Loopback }, Admin, default))!.Refusal, Is.Null);
        Assert.That((await host.Directory.SimulateAsync(key.Record.Id, new(), Admin, default))!.Refusal, Is.Null, "an address that is left out is not looked at");
    }

    [Test]
    public async Task G_08_a_change_is_audited_with_what_there_was_and_what_there_is()
    {
        await using var host = Host();
        await SetAsync(host, "192.0.2.7", "10.0.0.0/8");
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That((await SetAsync(host, "192.0.2.7", "10.0.0.0/8")).Value!.Version, Is.EqualTo(1), "what is so already is no change");
        await SetAsync(host, "2001:db8::/32");
        var trail = await host.Directory.ListAuditAsync(new AuditQuery { Action = ApiKeyActions.UpdateBlocklist }, Admin, default);
        Assert.That(trail, Has.Count.EqualTo(2));
        Assert.That((trail[0].TenantId, trail[0].Actor, trail[0].KeyId), Is.EqualTo(("A", "admin", "blocklist")));
        Assert.That(trail[0].Changes.Single(), Is.EqualTo(new AuditFieldChange("addresses", "192.0.2.7, 10.0.0.0/8", "2001:db8::/32")));
        Assert.That(await host.Directory.ListAuditAsync(new AuditQuery(), Admin with { TenantId = "B" }, default), Is.Empty);
    }

    [Test]
    public async Task G_08_a_list_is_changed_by_its_tenant_in_the_state_that_was_seen_and_by_no_key()
    {
        await using var host = Host();
        var lists = host.Get<ApiKeyDenyListManager>();
        await SetAsync(host, "192.0.2.7");
        Assert.That((await lists.GetAsync("A", Admin with { TenantId = "B" }, default)).Addresses.Entries, Is.Empty, "an actor of one tenant has that one's list");
        Assert.That((await lists.GetAsync("A", ApiKeyActor.Host, default)).Version, Is.EqualTo(1));
        Assert.That((await lists.SetAsync(null, IpDenyList.None, 0, Admin, default)).Errors.Single().Code, Is.EqualTo(ApiKeyErrorCode.Conflict));
        Assert.That((await lists.SetAsync(null, IpDenyList.None, 1, Admin, default)).Value!.Version, Is.EqualTo(2));
        var key = ApiKeyActor.ForKey(Records.Of("manager", "x") with { TenantId = "A" }, null);
        Assert.That((await lists.SetAsync(null, IpDenyList.Of("::/0"), null, key, default)).Errors.Single().Code, Is.EqualTo(ApiKeyErrorCode.Forbidden));
        Assert.That((await lists.SetAsync("a\0b", IpDenyList.Of("::/0"), null, ApiKeyActor.Host, default)).Errors.Single().Member, Is.EqualTo("TenantId"));
        Assert.That((await lists.SetAsync(null, IpDenyList.Of("::/0"), null, Admin with { Name = "a\nb" }, default)).Errors.Single().Member, Is.EqualTo("Actor"));
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () => await lists.SetAsync(null, IpDenyList.Of($"10.0.0.{i}"), null, Admin, default))));
        Assert.That(results.Select(result => result.Value!.Version).Order(), Is.EqualTo(Enumerable.Range(3, 20)), "without a version the last one wins, and none is lost from the trail");
    }

    private static TestHost Host(IApiKeyDenyListStore? store = null, bool isOn = true, Action<ApiKeysBuilder>? configure = null) => new(
        builder =>
        {
            configure?.Invoke(builder);
            if (store is not null)
            {
                builder.Services.AddSingleton(store);
            }
        },
        options => options.DenyLists = isOn);

    private static async Task<string> IssueAsync(TestHost host, string tenant) => (await host.IssueAsync(TestHost.Request with { TenantId = tenant })).Secret.Reveal();

    private static async Task<ApiKeyResult<ApiKeyDenyList>> SetAsync(TestHost host, params string[] entries) =>
        await host.Get<ApiKeyDenyListManager>().SetAsync(null, IpDenyList.Of(entries), null, Admin, default);

    private static async Task<ApiKeyRecord> ChangeAsync(TestHost host, ApiKeyRecord record, Func<ApiKeyRecord, ApiKeyRecord> change)
    {
        var update = ApiKeyChange.Update(record, change(record));
        Assert.That(await host.Live.ApplyAsync(update, default), Is.EqualTo(ApiKeyChangeOutcome.Applied));
        return update.Record!;
    }
}
