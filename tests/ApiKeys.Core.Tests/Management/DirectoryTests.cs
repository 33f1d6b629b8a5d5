using System.Net;
using ApiKeys.Management;
using ApiKeys.Stores;

namespace ApiKeys.Core.Tests.Management;

/// <summary>Lists, pages, search, use and the audit trail.</summary>
[TestFixture]
public class DirectoryTests
{
    private static readonly ApiKeyActor Admin = new("admin", null, IPAddress.Loopback);
    private TestHost _host = null!;

    [SetUp]
    public void SetUp() => _host = new TestHost();

    [TearDown]
    public ValueTask TearDown() => _host.DisposeAsync();

    [Test]
    public async Task Pages_are_stable_while_keys_are_added_and_removed()
    {
        var ids = new List<string>();
        for (var i = 0; i < 25; i++)
        {
            ids.Insert(0, (await _host.IssueAsync(TestHost.Request with { Name = $"key {i}" })).Record.Id);
            _host.Clock.Advance(TimeSpan.FromSeconds(i % 3));
        }

        var first = await ListAsync(new() { Limit = 10 });
        await _host.IssueAsync();
        await _host.Manager.DeleteAsync(first.Keys[^1].Id, Admin, default);
        var second = await ListAsync(new() { Limit = 10, Cursor = first.NextCursor });
        var third = await ListAsync(new() { Limit = 10, Cursor = second.NextCursor });
        Assert.That(first.Keys.Concat(second.Keys).Concat(third.Keys).Select(key => key.CreatedAt), Is.Ordered.Descending);
        Assert.That(first.Keys.Concat(second.Keys).Concat(third.Keys).Select(key => key.Id), Is.EquivalentTo(ids));
        Assert.That(third.NextCursor, Is.Null);
    }

    [TestCase("x")]
    [TestCase("")]
    [TestCase("MTIz")]
    [TestCase("OTk5OTk5OTk5OTk5OTk5OTk5OTk5OS5h")]
    [TestCase("-1.a")]
    public async Task AC_124_a_cursor_that_was_never_given_out_is_refused(string cursor)
    {
        var result = await _host.Directory.ListAsync(new() { Cursor = cursor }, Admin, default);
        Assert.That(result.Errors.Single().Member, Is.EqualTo("Cursor"));
    }

    [Test]
    public async Task AC_115_an_actor_of_one_tenant_sees_and_counts_its_own_alone()
    {
        await _host.IssueAsync(TestHost.Request with { TenantId = "A" });
        await _host.IssueAsync(TestHost.Request with { TenantId = "A" });
        await _host.IssueAsync(TestHost.Request with { TenantId = "B" });
        var actor = Admin with { TenantId = "A" };
        var page = (await _host.Directory.ListAsync(new(), actor, default)).Value!;
        Assert.That(page.Keys.Select(key => key.TenantId), Is.EqualTo(new[] { "A", "A" }));
        Assert.That(await _host.Directory.CountAsync(new(), actor, default), Is.EqualTo(2));
        Assert.That((await _host.Directory.ListAuditAsync(new() { TenantId = "B" }, actor, default)).Select(entry => entry.TenantId), Is.EqualTo(new[] { "A", "A" }));
    }

    [Test]
    public async Task Every_filter_has_keys_that_it_lets_through_and_keys_that_it_keeps_back()
    {
        var soon = await _host.IssueAsync(TestHost.Request with { Name = "soon", Expiry = ApiKeyExpiry.After(TimeSpan.FromDays(3)), Environment = "test" });
        var scoped = await _host.IssueAsync(TestHost.Request with { Name = "scoped", Scopes = ScopeSet.Of("leads:read"), CustomerIds = ["c1"] });
        var revoked = await _host.IssueAsync(TestHost.Request with { Name = "revoked" });
        await _host.Manager.RevokeAsync(revoked.Record.Id, null, Admin, default);
        foreach (var (request, expected) in new (ApiKeyListRequest, IssuedApiKey[])[]
        {
            (new() { Statuses = [ApiKeyStatus.Revoked] }, [revoked]),
            (new() { Statuses = [ApiKeyStatus.Active] }, [scoped, soon]),
            (new() { Statuses = [ApiKeyStatus.Active, ApiKeyStatus.Revoked] }, [scoped, soon, revoked]),
            (new() { Statuses = [] }, []),
            (new() { Environment = "test" }, [soon]),
            (new() { Scope = "leads:read" }, [scoped]),
            (new() { CustomerId = "c1" }, [scoped]),
            (new() { ExpiringWithinDays = 7 }, [soon]),
            (new() { Search = "SCO" }, [scoped]),
            (new() { Search = "o", Environment = "live" }, [revoked, scoped]),
        })
        {
            Assert.That((await ListAsync(request)).Keys.Select(key => key.Name).Order(), Is.EqualTo(expected.Select(key => key.Record.Name).Order()), request.ToString());
            Assert.That(await _host.Directory.CountAsync(request, Admin, default), Is.EqualTo(expected.Length));
        }
    }

    [TestCase("100%", "100% sure")]
    [TestCase("_", "a_b")]
    [TestCase("\\", "a\\b")]
    [TestCase("[a-z]", "[a-z]")]
    [TestCase("'", "it's")]
    [TestCase("'; DROP", "x'; DROP TABLE")]
    public async Task AC_161_search_is_literal(string search, string name)
    {
        await _host.IssueAsync(TestHost.Request with { Name = name });
        await _host.IssueAsync(TestHost.Request with { Name = "plain abc 100" });
        Assert.That((await ListAsync(new() { Search = search })).Keys.Select(key => key.Name), Is.EqualTo(new[] { name }));
    }

    [Test]
    public async Task AC_161_a_search_or_a_page_beyond_its_bound_is_refused()
    {
        foreach (var request in new ApiKeyListRequest[] { new() { Search = new string('x', 10_000) }, new() { Limit = 101 }, new() { Limit = 0 }, new() { UnusedForDays = 0 }, new() { ExpiringWithinDays = int.MaxValue } })
        {
            Assert.That((await _host.Directory.ListAsync(request, Admin, default)).Succeeded, Is.False);
        }
    }

    [Test]
    public async Task P_2_keys_that_nobody_has_used_for_months_are_found_and_young_ones_are_not()
    {
        var used = await _host.IssueAsync(TestHost.Request with { Expiry = ApiKeyExpiry.Never });
        var orphan = await _host.IssueAsync(TestHost.Request with { Expiry = ApiKeyExpiry.Never });
        _host.Clock.Advance(TimeSpan.FromDays(100));
        await UseAsync(used.Record, used.Record.Secrets[0], 1);
        await _host.IssueAsync();
        Assert.That((await ListAsync(new() { UnusedForDays = 90 })).Keys.Select(key => key.Id), Is.EqualTo(new[] { orphan.Record.Id }));
    }

    [Test]
    public async Task P_5_the_old_secret_is_safe_to_retire_once_everybody_has_changed_over()
    {
        var old = await _host.IssueAsync();
        await UseAsync(old.Record, old.Record.Secrets[0], 5);
        _host.Clock.Advance(TimeSpan.FromMinutes(1));
        var fresh = (await _host.Manager.RotateAsync(old.Record.Id, null, Admin, default)).Value!.Record;
        Assert.That(await SafeAsync(fresh.Id), Is.EqualTo(new[] { false, false }), "nobody uses the new one yet");
        await UseAsync(fresh, fresh.Secrets[0], 1);
        Assert.That(await SafeAsync(fresh.Id), Is.EqualTo(new[] { false, true }));
        await UseAsync(fresh, fresh.Secrets[1], 1);
        Assert.That(await SafeAsync(fresh.Id), Is.EqualTo(new[] { false, false }), "somebody still has the old one");
        Assert.That((await _host.Directory.GetUsageAsync(fresh.Id, Admin, default))!.Count, Is.EqualTo(7));
    }

    [Test]
    public async Task AC_171_the_trail_tells_who_what_and_from_where_and_never_a_secret()
    {
        var issued = (await _host.Manager.IssueAsync(TestHost.Request, Admin, default)).Value!;
        await _host.Manager.EditAsync(issued.Record.Id, new() { Name = "new name" }, Admin, default);
        var fresh = (await _host.Manager.RegenerateAsync(issued.Record.Id, Admin, default)).Value!;
        var trail = await _host.Directory.ListAuditAsync(new(), Admin, default);
        Assert.That(trail.Select(entry => entry.Action), Is.EqualTo(new[] { "api_key.regenerate", "api_key.update", "api_key.create" }));
        Assert.That(trail.Select(entry => (entry.Actor, entry.Address)), Is.All.EqualTo(("admin", IPAddress.Loopback)));
        Assert.That(trail[1].Changes, Is.EqualTo(new[] { new AuditFieldChange("name", "CRM Nightly Sync", "new name") }));
        var everything = string.Join('\n', trail.SelectMany(entry => entry.Changes).Select(change => $"{change}"));
        foreach (var secret in new[] { issued, fresh })
        {
            Assert.That(everything, Does.Not.Contain(secret.Secret.Reveal()[21..]).And.Not.Contain(secret.Record.Secrets[0].Hash));
        }
    }

    private async Task<ApiKeyPage> ListAsync(ApiKeyListRequest request) => (await _host.Directory.ListAsync(request, Admin, default)).Value!;

    private async Task<bool[]> SafeAsync(string id) => [.. (await _host.Directory.GetUsageAsync(id, Admin, default))!.Secrets.Select(secret => secret.IsSafeToRetire)];

    private ValueTask UseAsync(ApiKeyRecord record, SecretVersion secret, long count) => _host.Usage.AddAsync(
        new UsageBatch(Guid.NewGuid(), [new SecretUsage(record.Id, secret.LookupId, count, _host.Clock.GetUtcNow(), null)]),
        default);
}
