using ApiKeys.AspNetCore.Tests.Host;
using ApiKeys.Stores;
using ApiKeys.Testing;

namespace ApiKeys.AspNetCore.Tests.RequestLog;

/// <summary>CONTRACT G-8: "blocklisted" calls, and the list over HTTP.</summary>
internal sealed class BlocklistTests
{
    private const string FromDenied = $"{ApiKeyHost.RemoteHeader}: 192.0.2.7";

    [Test]
    public async Task G_08_a_denied_address_is_told_what_one_outside_the_keys_own_list_is_told_and_logged_as_blocklisted()
    {
        await using var host = await RequestLogHost.StartAsync();
        var key = await host.IssueAsync();
        var outside = await host.IssueAsync(allowedIps: ["10.0.0.0/8"]);
        var other = await host.IssueAsync("B");
        await host.DenyAsync(RequestLogHost.AdminA, "192.0.2.0/24");
        var refused = await host.GetAsync("/me", key.Bearer, FromDenied);
        Assert.That((refused.Status, refused.ErrorMessage), Is.EqualTo((403, "API key not allowed from this IP address")));
        Assert.That(refused.Fingerprint, Is.EqualTo((await host.GetAsync("/me", outside.Bearer)).Fingerprint));
        Assert.That((await host.GetAsync("/v1/lane/1", key.Bearer, FromDenied)).Status, Is.EqualTo(403));
        Expect.Accepted(await host.GetAsync("/me", key.Bearer), key);
        Expect.Accepted(await host.GetAsync("/me", other.Bearer, FromDenied), other);
        Assert.That((await host.GetAsync("/me", key.Bearer + "x", FromDenied)).Status, Is.EqualTo(401), "who holds no key learns nothing");
        var blocked = (await host.RowsAsync(6)).Where(row => row.Kind == ApiKeyRequestKind.Blocklisted).ToList();
        Assert.That(blocked.Select(row => (row.Reason, row.Status, row.KeyId, row.TenantId, row.Address!.ToString())), Is.All.EqualTo((ApiKeyFailureReason.AddressDenied, 403, key.Record.Id, "A", "192.0.2.7")).And.Exactly(2).Items);
        Assert.That(host.Host.Log.Any(line => line.EventName == "ApiKeyRefused" && line.Text.Contains("AddressDenied", StringComparison.Ordinal)));
    }

    [Test]
    public async Task G_08_a_list_is_read_and_set_whole_and_leaves_an_audit_entry()
    {
        await using var host = await RequestLogHost.StartAsync();
        var empty = await host.GetAsync("/api-keys/blocklist", RequestLogHost.AdminA);
        Assert.That((empty.Status, empty.Body, empty.Header("ETag")), Is.EqualTo((200, """{"addresses":[],"version":0}""", "\"0\"")));
        var set = await host.DenyAsync(RequestLogHost.AdminA, "2001:DB8::/32", "192.0.2.7");
        Assert.That((set.Status, set.Body, set.Header("ETag")), Is.EqualTo((200, """{"addresses":["2001:db8::/32","192.0.2.7"],"version":1}""", "\"1\"")));
        Assert.That((await host.GetAsync("/api-keys/blocklist", RequestLogHost.AdminA)).Body, Is.EqualTo(set.Body));
        Assert.That((await host.GetAsync("/api-keys/blocklist", RequestLogHost.AdminB)).Body, Is.EqualTo(empty.Body), "another tenant has a list of its own");
        Assert.That((await host.DenyAsync(RequestLogHost.AdminA)).Body, Is.EqualTo("""{"addresses":[],"version":2}"""));
        var trail = (await host.GetAsync("/api-keys/audit?action=blocklist.update", RequestLogHost.AdminA)).Json.GetProperty("entries");
        Assert.That(trail.GetArrayLength(), Is.EqualTo(2));
        Assert.That(trail[1].GetProperty("changes")[0].GetProperty("after").GetString(), Is.EqualTo("2001:db8::/32, 192.0.2.7"));
        Assert.That((trail[1].GetProperty("actor").GetString(), trail[1].GetProperty("key_id").GetString()), Is.EqualTo(("maria", "blocklist")));
    }

    [Test]
    public async Task AC_157_of_two_changes_of_one_version_the_second_is_refused_where_it_names_it()
    {
        await using var host = await RequestLogHost.StartAsync();
        Assert.That((await PutAsync(host, """{"addresses":["192.0.2.1"]}""", "If-Match: \"0\"")).Status, Is.EqualTo(200));
        Assert.That((await PutAsync(host, """{"addresses":["192.0.2.2"]}""", "If-Match: \"0\"")).Status, Is.EqualTo(412));
        Assert.That((await PutAsync(host, """{"addresses":["192.0.2.2"]}""", "If-Match: \"1\"")).Status, Is.EqualTo(200));
        Assert.That((await PutAsync(host, """{"addresses":["192.0.2.3"]}""", "If-Match: *")).Status, Is.EqualTo(200));
        Assert.That((await PutAsync(host, """{"addresses":["192.0.2.4"]}""")).Json.GetProperty("version").GetInt64(), Is.EqualTo(4));
        Assert.That((await PutAsync(host, """{"addresses":[]}""", "If-Match: W/\"4\"")).Status, Is.EqualTo(400));
    }

    [TestCase("""{}""", "addresses")]
    [TestCase("""{"addresses":null}""", "addresses")]
    [TestCase("""{"addresses":"192.0.2.1"}""", "addresses")]
    [TestCase("""{"addresses":["192.0.2.1",7]}""", "addresses[1]")]
    [TestCase("""{"addresses":["10.0.0.1/8"]}""", "addresses")]
    [TestCase("""{"addresses":["192.0.2.1"],"adresses":[]}""", "adresses")]
    [TestCase("""{"addresses":[],"addresses":[]}""", "body")]
    [TestCase("""[]""", "body")]
    public async Task G_08_a_wrong_body_is_told_by_its_member_and_changes_nothing(string body, string field)
    {
        await using var host = await RequestLogHost.StartAsync();
        var response = await PutAsync(host, body);
        Assert.That(response.Status, Is.EqualTo(400), response.Body);
        Assert.That(response.Json.GetProperty("error").GetProperty("details").EnumerateArray().Select(detail => detail.GetProperty("field").GetString()), Does.Contain(field));
        Assert.That((await host.GetAsync("/api-keys/blocklist", RequestLogHost.AdminA)).Json.GetProperty("version").GetInt64(), Is.Zero);
    }

    [Test]
    public async Task G_08_a_list_that_is_too_long_is_refused_and_the_longest_one_is_taken()
    {
        await using var host = await RequestLogHost.StartAsync();
        string[] most = [.. Enumerable.Range(0, IpDenyList.MaxCount).Select(i => $"2001:db8:1111:2222:3333:4444:5555:{i + 0x1000:x}")];
        Assert.That((await host.DenyAsync(RequestLogHost.AdminA, most)).Status, Is.EqualTo(200));
        Assert.That((await host.DenyAsync(RequestLogHost.AdminA, [.. most, "192.0.2.1"])).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task G_08_members_keys_and_foreign_pages_do_not_change_a_list()
    {
        await using var host = await RequestLogHost.StartAsync(keys: builder => builder.ConfigureManagement(options => options.AllowApiKeys = true));
        var manager = await host.Host.IssueAsync(scopes: ScopeSet.Of("api_keys:manage"));
        foreach (var who in new[] { RequestLogHost.MemberA, manager.Bearer })
        {
            Assert.That((await host.DenyAsync(who, "::/0")).Status, Is.EqualTo(403));
        }

        Assert.That((await host.GetAsync("/api-keys/blocklist", manager.Bearer)).Status, Is.EqualTo(200), "it may look");
        Assert.That((await host.Host.SendAsync("PUT", "/api-keys/blocklist", "1.1", RequestLogHost.AdminA, "Sec-Fetch-Site: cross-site", "Content-Length: 0")).Status, Is.EqualTo(403));
        Assert.That((await host.GetAsync("/api-keys/blocklist", RequestLogHost.AdminA)).Json.GetProperty("version").GetInt64(), Is.Zero);
    }

    [Test]
    public async Task G_08_a_host_without_deny_lists_has_no_such_resource()
    {
        await using var host = await RequestLogHost.StartAsync(hasDenyLists: false);
        Assert.That((await host.GetAsync("/api-keys/blocklist", RequestLogHost.AdminA)).Status, Is.EqualTo(404));
        Assert.That((await host.DenyAsync(RequestLogHost.AdminA, "192.0.2.7")).Status, Is.EqualTo(404), "a list that nobody holds anything against would be a false comfort");
    }

    [Test]
    public async Task FC_04_a_list_that_cannot_be_written_or_read_is_a_503()
    {
        await using var host = await RequestLogHost.StartAsync();
        var key = await host.IssueAsync();
        Expect.Accepted(await host.GetAsync("/me", key.Bearer), key);
        host.Host.Store.Fault = StoreFault.Down;
        var response = await host.DenyAsync(RequestLogHost.AdminA, "192.0.2.7");
        Assert.That(response.Status, Is.EqualTo(503));
        Assert.That(response.ErrorMessage, Does.Contain("not done"));
        Assert.That((await host.GetAsync("/api-keys/blocklist", RequestLogHost.AdminA)).Status, Is.EqualTo(503));
    }

    private static Task<RawResponse> PutAsync(RequestLogHost host, string body, params string[] headers) => host.SendAsync(RequestLogHost.AdminA, "PUT", "/api-keys/blocklist", body, headers);
}
