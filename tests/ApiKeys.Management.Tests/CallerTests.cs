using ApiKeys.AspNetCore.Callers;

namespace ApiKeys.Management.Tests;

/// <summary>ATTACKS AC-086, 097, 098, 117, 118, 120; CONTRACT S-2, S-3, C16: who may manage keys, and in which tenant.</summary>
[TestFixture(StoreKind.Memory)]
[TestFixture(StoreKind.PostgreSql)]
internal sealed class CallerTests(StoreKind store)
{
    private static readonly (string Method, string Path, string? Body)[] Endpoints =
    [
        ("GET", "/api-keys", null),
        ("POST", "/api-keys", """{"name":"x","environment":"live"}"""),
        ("GET", "/api-keys/ID", null),
        ("PATCH", "/api-keys/ID", """{"name":"y"}"""),
        ("POST", "/api-keys/ID/disable", null),
        ("POST", "/api-keys/ID/enable", null),
        ("POST", "/api-keys/ID/regenerate", null),
        ("POST", "/api-keys/ID/rotate", null),
        ("GET", "/api-keys/ID/usage", null),
        ("GET", "/api-keys/ID/audit", null),
        ("POST", "/api-keys/ID/simulate", "{}"),
        ("GET", "/api-keys/audit", null),
        ("POST", "/api-keys/temporary", null),
        ("POST", "/api-keys/ID/revoke", null),
        ("DELETE", "/api-keys/ID", null),
    ];

    [Test]
    public async Task AC_086_a_role_that_is_withdrawn_holds_with_the_next_request()
    {
        await using var host = await ManagementHost.StartAsync(store);
        await host.CreateAsync("admA");
        host.Users["admA"] = new TestUser("A", "member");
        var refused = await host.SendAsync("admA", "POST", "/api-keys", """{"name":"x","environment":"live"}""");
        Assert.That((refused.Status, refused.ErrorCode), Is.EqualTo((403, "FORBIDDEN")));
        host.Users["admA"] = new TestUser("A", "admin");
        Assert.That(await host.CountAsync("admA"), Is.EqualTo(1), "the refused one made no row");
    }

    [Test]
    public async Task AC_097_AC_098_nobody_without_the_right_reaches_any_endpoint_and_who_has_it_reaches_all()
    {
        await using var host = await ManagementHost.StartAsync(store, keys: keys => keys.ConfigurePolicy(policy => policy.Temporary.Environment = "live"));
        var id = await host.CreateIdAsync("admA");
        var key = await host.Host.IssueAsync(scopes: ScopeSet.Of("api_keys:manage"));
        foreach (var (method, path, body) in Endpoints)
        {
            var at = path.Replace("ID", id, StringComparison.Ordinal);
            Assert.That((await host.SendAsync("nobody", method, at, body)).Status, Is.EqualTo(401), $"{method} {at}: nobody");
            Assert.That((await host.SendAsync("userA", method, at, body)).Status, Is.EqualTo(403), $"{method} {at}: userA");
            Assert.That((await host.SendAsync("homeless", method, at, body)).Status, Is.EqualTo(403), $"{method} {at}: no tenant");
            Assert.That((await host.SendAsync(key.Text, method, at, body)).Status, Is.EqualTo(403), $"{method} {at}: a key");
        }

        foreach (var (method, path, body) in Endpoints)
        {
            var response = await host.SendAsync("admA", method, path.Replace("ID", id, StringComparison.Ordinal), body);
            Assert.That(response.Status, Is.InRange(200, 204), $"{method} {path}: {response.Body}");
        }
    }

    [Test]
    public async Task AC_097_keys_manage_keys_where_that_is_switched_on_and_they_have_the_scope()
    {
        await using var host = await ManagementHost.StartAsync(store, management: options => options.AllowApiKeys = true);
        var manager = await host.Host.IssueAsync(scopes: ScopeSet.Of("api_keys:manage"));
        Assert.That((await host.SendAsync(manager.Text, "GET", "/api-keys")).Status, Is.EqualTo(200));
        foreach (var other in new[] { await host.Host.IssueAsync(), await host.Host.IssueAsync(scopes: ScopeSet.Unrestricted), await host.Host.IssueAsync(tenant: null, scopes: ScopeSet.Of("api_keys:manage")) })
        {
            Assert.That((await host.SendAsync(other.Text, "GET", "/api-keys")).Status, Is.EqualTo(403));
        }
    }

    [TestCase("""{"tenantId":"B","name":"x","environment":"live"}""", 400)]
    [TestCase("""{"TENANT_ID":"B","name":"x","environment":"live"}""", 400)]
    [TestCase("""{"tenant":{"id":"B"},"name":"x","environment":"live"}""", 400)]
    [TestCase("""{"tenant_id":"B","name":"x","environment":"live"}""", 201)]
    [TestCase("""{"tenant_id":7,"name":"x","environment":"live"}""", 201)]
    public async Task AC_117_a_user_never_chooses_a_tenant(string body, int status)
    {
        await using var host = await ManagementHost.StartAsync(store);
        var response = await host.SendAsync("admA", "POST", "/api-keys?tenant_id=B", body, "X-Tenant-Id: B");
        Assert.That(response.Status, Is.EqualTo(status), response.Body);
        Assert.That(await host.CountAsync("admB"), Is.Zero);
        Assert.That(await host.CountAsync("admA"), Is.EqualTo(status == 201 ? 1 : 0));
    }

    [Test]
    public async Task AC_118_a_body_is_no_credential()
    {
        await using var host = await ManagementHost.StartAsync(store);
        var writes = host.Host.Store.Writes;
        var response = await host.SendAsync("nobody", "POST", "/api-keys", """{"userId":"admA","tenant_id":"A","owner":"admA","name":"x","environment":"live"}""", "X-Tenant-Id: A");
        Assert.That(response.Status, Is.EqualTo(401));
        Assert.That(response.HeaderValues("WWW-Authenticate"), Is.Not.Empty);
        Assert.That(host.Host.Store.Writes, Is.EqualTo(writes));
    }

    [TestCase("/api-keys", "", 400)]
    [TestCase("/api-keys", "X-Tenant-Id:", 400)]
    [TestCase("/api-keys", "X-Tenant-Id: nowhere", 404)]
    [TestCase("/api-keys", "X-Tenant-Id: a", 404)]
    [TestCase("/api-keys", "X-Tenant-Id: A|X-Tenant-Id: A", 400)]
    [TestCase("/api-keys?tenant_id=B", "X-Tenant-Id: A", 400)]
    [TestCase("/api-keys?tenant_id=A&tenant_id=B", "", 400)]
    [TestCase("/api-keys?tenant_id=A", "X-Tenant-Id: A", 200)]
    [TestCase("/api-keys?tenant_id=A", "", 200)]
    [TestCase("/api-keys", "X-Tenant-Id: A", 200)]
    public async Task AC_120_the_service_role_names_one_tenant_that_exists(string path, string headers, int status)
    {
        await using var host = await ManagementHost.StartAsync(store);
        await host.CreateAsync("admA");
        await host.CreateAsync("admB");
        var response = await host.SendAsync("svc", "GET", path, null, headers.Split('|', StringSplitOptions.RemoveEmptyEntries));
        Assert.That(response.Status, Is.EqualTo(status), response.Body);
        Assert.That(status != 200 || response.Json.GetProperty("total").GetInt64() == 1, "only the named tenant's keys");
    }

    [TestCase("", "", 400)]
    [TestCase("""
        ,"tenant_id":"A"
        """, "", 201)]
    [TestCase("""
        ,"tenant_id":"A"
        """, "X-Tenant-Id: A", 201)]
    [TestCase("", "X-Tenant-Id: A", 201)]
    [TestCase("""
        ,"tenant_id":"B"
        """, "X-Tenant-Id: A", 400)]
    [TestCase("""
        ,"tenant_id":"nowhere"
        """, "", 404)]
    [TestCase("""
        ,"tenant_id":1
        """, "", 400)]
    public async Task AC_120_S_3_the_service_role_may_name_the_tenant_in_the_body(string member, string header, int status)
    {
        await using var host = await ManagementHost.StartAsync(store);
        var response = await host.SendAsync("svc", "POST", "/api-keys", $$"""{"name":"x","environment":"live"{{member.Trim()}}}""", header.Length == 0 ? [] : [header]);
        Assert.That(response.Status, Is.EqualTo(status), response.Body);
        if (status == 201)
        {
            Assert.That((response.Json.GetProperty("tenant_id").GetString(), response.Json.GetProperty("created_by").GetString()), Is.EqualTo(("A", "service_role")));
        }

        Assert.That(await host.CountAsync("admB"), Is.Zero);
    }

    [TestCase(ManagementHost.ServiceKey + "x", 401)]
    [TestCase("x", 401)]
    [TestCase(ManagementHost.ServiceKey, 200)]
    public async Task S_2_the_service_role_is_known_by_its_key(string key, int status)
    {
        await using var host = await ManagementHost.StartAsync(store);
        Assert.That((await host.SendAsync(key, "GET", "/api-keys", null, "X-Tenant-Id: A")).Status, Is.EqualTo(status));
        Assert.That((await host.SendAsync("nobody", "GET", "/api-keys", null, $"Authorization: Bearer {key}", $"Authorization: Bearer {key}", "X-Tenant-Id: A")).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task A_user_who_calls_himself_like_the_service_role_is_told_apart_in_the_trail()
    {
        await using var host = await ManagementHost.StartAsync(store);
        host.Users["service_role"] = new TestUser("A", "admin");
        Assert.That((await host.CreateAsync("service_role")).Json.GetProperty("created_by").GetString(), Is.EqualTo("user:service_role"));
        Assert.That((await host.CreateAsync("admA")).Json.GetProperty("created_by").GetString(), Is.EqualTo("admA"));
    }

    [Test]
    public async Task N_8_a_closed_gate_refuses_its_tenant_and_no_other()
    {
        await using var host = await ManagementHost.StartAsync(store, keys: keys => keys.AddFeatureGate<GateOfB>());
        Assert.That((await host.SendAsync("admA", "GET", "/api-keys")).Status, Is.EqualTo(403));
        Assert.That((await host.SendAsync("admB", "GET", "/api-keys")).Status, Is.EqualTo(200));
        Assert.That((await host.SendAsync("svc", "GET", "/api-keys?tenant_id=A")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task A_host_without_tenants_takes_none_from_anybody()
    {
        await using var host = await ManagementHost.StartAsync(store, management: options => options.HasTenants = false);
        Assert.That((await host.CreateAsync("homeless")).Json.GetProperty("tenant_id").ValueKind, Is.EqualTo(System.Text.Json.JsonValueKind.Null));
        Assert.That((await host.SendAsync("svc", "GET", "/api-keys")).Status, Is.EqualTo(200));
        Assert.That((await host.SendAsync("svc", "GET", "/api-keys", null, "X-Tenant-Id: A")).Status, Is.EqualTo(400));
    }

    [TestCase("Sec-Fetch-Site: cross-site", 403)]
    [TestCase("Sec-Fetch-Site: same-site", 403)]
    [TestCase("Sec-Fetch-Site: same-origin", 200)]
    [TestCase("Sec-Fetch-Site: none", 200)]
    [TestCase("Origin: https://evil.example", 403)]
    [TestCase("Origin: http://localhost", 200)]
    [TestCase("X-None: 1", 200)]
    public async Task A_page_of_another_site_cannot_use_a_users_cookie(string header, int status)
    {
        await using var host = await ManagementHost.StartAsync(store);
        var id = await host.CreateIdAsync("admA");
        Assert.That((await host.SendAsync("nobody", "POST", $"/api-keys/{id}/disable", null, "Cookie: user=admA", header)).Status, Is.EqualTo(status));
        Assert.That((await host.SendAsync("nobody", "POST", $"/api-keys/{id}/disable", null, "Cookie: user=admA", header, "Content-Type: application/json")).Status, Is.EqualTo(200), "browsers ask the server before they send this one");
        Assert.That((await host.SendAsync("nobody", "GET", "/api-keys", null, "Cookie: user=admA", header)).Status, Is.EqualTo(200), "nothing is changed by it");
    }

    private sealed class GateOfB : IFeatureGate
    {
        public ValueTask<bool> IsOpenAsync(string? tenantId, CancellationToken cancellationToken) => ValueTask.FromResult(tenantId == "B");
    }
}
