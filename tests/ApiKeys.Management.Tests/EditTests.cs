
namespace ApiKeys.Management.Tests;

/// <summary>ATTACKS AC-096, 112, 163, 237; CONTRACT C3, C17, N-5: edits, their conditions and their bounds.</summary>
[TestFixture(StoreKind.Memory)]
[TestFixture(StoreKind.PostgreSql)]
internal sealed class EditTests(StoreKind store)
{
    [Test]
    public async Task AC_163_of_two_edits_from_one_version_the_second_is_refused()
    {
        await using var host = await ManagementHost.StartAsync(store);
        var id = await host.CreateIdAsync("admA");
        var tag = (await host.SendAsync("admA", "GET", $"/api-keys/{id}")).Header("ETag");
        Assert.That(tag, Is.EqualTo("\"1\""));
        var first = await host.SendAsync("admA", "PATCH", $"/api-keys/{id}", """{"name":"one"}""", $"If-Match: {tag}");
        Assert.That((first.Status, first.Header("ETag")), Is.EqualTo((200, "\"2\"")));
        var second = await host.SendAsync("admA", "PATCH", $"/api-keys/{id}", """{"name":"two"}""", $"If-Match: {tag}");
        Assert.That((second.Status, second.ErrorCode), Is.EqualTo((412, "PRECONDITION_FAILED")));
        var third = await host.SendAsync("admA", "PATCH", $"/api-keys/{id}", """{"name":"three","version":1}""");
        Assert.That((third.Status, third.ErrorCode), Is.EqualTo((409, "CONFLICT")));
        Assert.That((await host.SendAsync("admA", "GET", $"/api-keys/{id}")).Json.GetProperty("name").GetString(), Is.EqualTo("one"));
        Assert.That((await host.SendAsync("admA", "PATCH", $"/api-keys/{id}", """{"name":"four","version":2}""", "If-Match: *")).Status, Is.EqualTo(200));
    }

    [TestCase("If-Match: W/\"1\"")]
    [TestCase("If-Match: 1")]
    [TestCase("If-Match: \"x\"")]
    [TestCase("If-Match: \"1\", \"2\"")]
    [TestCase("If-Match: \"1\"|If-Match: \"1\"")]
    public async Task AC_163_a_condition_that_no_key_can_meet_is_400(string headers)
    {
        await using var host = await ManagementHost.StartAsync(store);
        var id = await host.CreateIdAsync("admA");
        Assert.That((await host.SendAsync("admA", "PATCH", $"/api-keys/{id}", """{"name":"one"}""", headers.Split('|'))).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task AC_163_of_many_edits_at_once_one_is_made()
    {
        await using var host = await ManagementHost.StartAsync(store);
        var id = await host.CreateIdAsync("admA");
        var all = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => host.SendAsync("admA", "PATCH", $"/api-keys/{id}", $$"""{"name":"n{{i}}"}""", "If-Match: \"1\"")));
        Assert.That(all.Count(response => response.Status == 200), Is.EqualTo(1));
        Assert.That(all.Count(response => response.Status == 412), Is.EqualTo(9));
    }

    [Test]
    public async Task C17_what_the_host_does_not_let_be_edited_stays()
    {
        await using var host = await ManagementHost.StartAsync(store, management: options =>
        {
            options.EditableFields.Clear();
            options.EditableFields.UnionWith(["name", "rate_limits"]);
        });
        var id = await host.CreateIdAsync("admA");
        Assert.That((await host.SendAsync("admA", "PATCH", $"/api-keys/{id}", """{"name":"one","rate_limit_per_hour":7}""")).Json.GetProperty("rate_limit_per_hour").GetInt64(), Is.EqualTo(7));
        foreach (var member in new[] { "\"scopes\":[\"a:b\"]", "\"unrestricted\":true", "\"allowed_ips\":null", "\"metadata\":{}", "\"expires_at\":null", "\"customer_ids\":null" })
        {
            var response = await host.SendAsync("admA", "PATCH", $"/api-keys/{id}", $$"""{"name":"two",{{member}}}""");
            Assert.That(response.Status, Is.EqualTo(400), member);
            Assert.That(response.Body, Does.Contain("cannot be edited"));
        }

        Assert.That((await host.SendAsync("admA", "GET", $"/api-keys/{id}")).Json.GetProperty("name").GetString(), Is.EqualTo("one"));
    }

    [TestCase("{}", 400)]
    [TestCase("""{"version":1}""", 400)]
    [TestCase("""{"name":null}""", 400)]
    [TestCase("""{"metadata":null}""", 400)]
    [TestCase("""{"unrestricted":false}""", 400)]
    [TestCase("""{"environment":"test"}""", 400)]
    [TestCase("""{"not_before":"2030-01-01T00:00:00Z"}""", 400)]
    [TestCase("""{"expires_in_days":5}""", 400)]
    [TestCase("""{"expires_at":null}""", 400)]
    [TestCase("""{"scopes":[]}""", 200)]
    [TestCase("""{"unrestricted":true}""", 200)]
    [TestCase("""{"metadata":{"a":"b"},"customer_ids":["c"]}""", 200)]
    [TestCase("""{"tenant_id":"B","name":"mine"}""", 200)]
    public async Task An_edit_changes_what_it_names(string body, int status)
    {
        await using var host = await ManagementHost.StartAsync(store);
        var id = await host.CreateIdAsync("admA");
        Assert.That((await host.SendAsync("admA", "PATCH", $"/api-keys/{id}", body)).Status, Is.EqualTo(status));
        Assert.That((await host.SendAsync("admA", "GET", $"/api-keys/{id}")).Json.GetProperty("unrestricted").GetBoolean(), Is.EqualTo(body.Contains("true", StringComparison.Ordinal)));
    }

    [Test]
    public async Task N_5_an_end_stays_where_the_policy_says_so_and_is_shortened_where_it_does_not()
    {
        await using var host = await ManagementHost.StartAsync(store, keys: keys => keys.ConfigurePolicy(policy => policy.ExpiryEdit = ExpiryEdit.Never));
        var id = await host.CreateIdAsync("admA");
        var sooner = host.Host.Clock.GetUtcNow().AddDays(3).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
        var response = await host.SendAsync("admA", "PATCH", $"/api-keys/{id}", $$"""{"expires_at":"{{sooner}}"}""");
        Assert.That((response.Status, CreateTests.FieldsOf(response)), Is.EqualTo((400, "expires_at")));
        await using var other = await ManagementHost.StartAsync(store);
        var shortened = await other.CreateIdAsync("admA");
        Assert.That((await other.SendAsync("admA", "PATCH", $"/api-keys/{shortened}", $$"""{"expires_at":"{{sooner}}"}""")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task AC_237_an_edit_moves_a_key_to_another_customer_and_never_to_none()
    {
        await using var host = await ManagementHost.StartAsync(store, pipeline: app => app.MapGet("/customers/{customer}", () => "theirs").RequireScopes("leads:read").RequireCustomer("customer"));
        var created = (await host.CreateAsync("admA", "\"scopes\":[\"leads:read\"],\"customer_ids\":[\"c1\"]")).Json;
        var (id, text) = (created.GetProperty("id").GetString(), created.GetProperty("key").GetString()!);
        Assert.That((await StatusAsync("c1"), await StatusAsync("c2"), (await host.SendAsync(text, "GET", "/leads")).Status), Is.EqualTo((200, 403, 403)));
        var emptied = await host.SendAsync("admA", "PATCH", $"/api-keys/{id}", """{"customer_ids":[]}""");
        Assert.That((emptied.Status, CreateTests.FieldsOf(emptied)), Is.EqualTo((400, "customer_ids")));
        Assert.That((await StatusAsync("c1"), await StatusAsync("c2")), Is.EqualTo((200, 403)));
        Assert.That((await host.SendAsync("admA", "PATCH", $"/api-keys/{id}", """{"customer_ids":["c2"]}""")).Status, Is.EqualTo(200));
        Assert.That((await StatusAsync("c1"), await StatusAsync("c2")), Is.EqualTo((403, 200)));

        async Task<int> StatusAsync(string customer) => (await host.SendAsync(text, "GET", $"/customers/{customer}")).Status;
    }

    [TestCase("\"scopes\":[\"leads:read\",\"leads:write\"]")]
    [TestCase("\"unrestricted\":true")]
    [TestCase("\"scopes\":[\"leads:read\"],\"rate_limit_per_hour\":5000")]
    [TestCase("\"scopes\":[\"leads:read\"],\"rate_limit_per_hour\":null")]
    [TestCase("\"scopes\":[\"leads:read\"],\"expires_at\":null")]
    [TestCase("\"scopes\":[\"leads:read\"],\"expires_in_days\":3650")]
    [TestCase("\"scopes\":[\"leads:read\"],\"allowed_ips\":null")]
    [TestCase("\"scopes\":[\"leads:read\"],\"allowed_ips\":[\"0.0.0.0/0\"]")]
    public async Task AC_096_AC_112_a_key_gives_no_key_more_than_it_has(string members)
    {
        await using var host = await ManagementHost.StartAsync(store, management: options => options.AllowApiKeys = true);
        var manager = await host.Host.IssueAsync(scopes: ScopeSet.Of("api_keys:manage", "leads:read"), allowedIps: ["127.0.0.0/8"], expiry: ApiKeyExpiry.After(TimeSpan.FromDays(100)));
        var within = "\"scopes\":[\"leads:read\"],\"allowed_ips\":[\"127.0.0.1\"],\"expires_in_days\":10";
        var id = (await host.CreateAsync(manager.Text, within)).Json.GetProperty("id").GetString();
        var wider = members.Contains("allowed_ips", StringComparison.Ordinal) ? members : members + ",\"allowed_ips\":[\"127.0.0.1\"]";
        var before = await host.CountAsync(manager.Text);
        var created = await host.SendAsync(manager.Text, "POST", "/api-keys", $$"""{"name":"x","environment":"live",{{wider}}}""");
        Assert.That((created.Status, created.ErrorCode), Is.EqualTo((403, "FORBIDDEN")), created.Body);
        Assert.That(await host.CountAsync(manager.Text), Is.EqualTo(before));
        if (!members.Contains("expires", StringComparison.Ordinal))
        {
            Assert.That((await host.SendAsync(manager.Text, "PATCH", $"/api-keys/{id}", $$"""{{{members}}}""")).Status, Is.EqualTo(403));
        }
    }

    [Test]
    public async Task AC_096_a_key_of_another_environment_or_a_wider_one_is_out_of_a_keys_reach()
    {
        await using var host = await ManagementHost.StartAsync(store, management: options => options.AllowApiKeys = true);
        var manager = await host.Host.IssueAsync(scopes: ScopeSet.Of("api_keys:manage"));
        Assert.That((await host.SendAsync(manager.Text, "POST", "/api-keys", """{"name":"x","environment":"test"}""")).Status, Is.EqualTo(403));
        var wide = await host.CreateIdAsync("admA", "\"unrestricted\":true");
        Assert.That((await host.SendAsync(manager.Text, "POST", $"/api-keys/{wide}/regenerate")).Status, Is.EqualTo(403));
        Assert.That((await host.SendAsync("admA", "POST", $"/api-keys/{wide}/regenerate")).Status, Is.EqualTo(201));
    }
}
