namespace ApiKeys.Management.Tests;

/// <summary>ATTACKS AC-115, 116, 124, 166: one tenant's admin and another tenant's keys.</summary>
[TestFixture(StoreKind.Memory)]
[TestFixture(StoreKind.PostgreSql)]
internal sealed class TenantTests(StoreKind store)
{
    private static readonly (string Method, string Path, string? Body)[] OnOneKey =
    [
        ("GET", "", null),
        ("PATCH", "", """{"name":"y"}"""),
        ("POST", "/disable", null),
        ("POST", "/enable", null),
        ("POST", "/revoke", """{"reason":"x"}"""),
        ("POST", "/regenerate", null),
        ("POST", "/rotate", null),
        ("DELETE", "", null),
        ("GET", "/usage", null),
        ("GET", "/audit", null),
        ("GET", "/audit?format=csv", null),
        ("GET", "/requests", null),
        ("POST", "/simulate", "{}"),
    ];

    [Test]
    public async Task AC_115_a_list_and_its_total_hold_ones_own_keys_alone()
    {
        await using var host = await ManagementHost.StartAsync(store);
        var own = new[] { await host.CreateIdAsync("admA"), await host.CreateIdAsync("admA") };
        await host.CreateAsync("admB");
        var list = (await host.SendAsync("admA", "GET", "/api-keys")).Json;
        Assert.That(list.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("id").GetString()), Is.EquivalentTo(own));
        Assert.That(list.GetProperty("total").GetInt64(), Is.EqualTo(2));
    }

    [Test]
    public async Task AC_116_AC_166_another_tenants_key_and_no_key_are_one_answer_to_the_byte()
    {
        await using var host = await ManagementHost.StartAsync(store);
        Assert.That(OnOneKey.Select(route => (route.Method, route.Path.Split('?')[0])).Distinct(), Is.EquivalentTo(RoutesOnOneKey(host)), "every route with an id");
        var (foreign, revoked, deleted) = (await host.CreateIdAsync("admB"), await host.CreateIdAsync("admB"), await host.CreateIdAsync("admB"));
        await host.SendAsync("admB", "POST", $"/api-keys/{revoked}/revoke");
        await host.SendAsync("admB", "DELETE", $"/api-keys/{deleted}");
        var absent = Guid.NewGuid().ToString();
        var before = (await host.SendAsync("admB", "GET", $"/api-keys/{foreign}")).Body;
        foreach (var (method, path, body) in OnOneKey)
        {
            foreach (var (who, header) in new[] { ("admA", "X-None: 1"), ("admA", "If-Match: \"1\""), ("svc", "X-Tenant-Id: A") })
            {
                var nothing = await host.SendAsync(who, method, $"/api-keys/{absent}{path}", body, header);
                Assert.That(nothing.Status, Is.EqualTo(404), $"{method} {path}");
                foreach (var id in new[] { foreign, revoked, deleted })
                {
                    Assert.That((await host.SendAsync(who, method, $"/api-keys/{id}{path}", body, header)).Fingerprint, Is.EqualTo(nothing.Fingerprint), $"{who} {method} {path}");
                }
            }
        }

        var odd = await host.SendAsync("admA", "GET", $"/api-keys/{new string('a', 500)}%0d%0a");
        Assert.That(odd.Fingerprint, Is.EqualTo((await host.SendAsync("admA", "GET", $"/api-keys/{absent}")).Fingerprint));
        Assert.That((await host.SendAsync("admB", "GET", $"/api-keys/{foreign}")).Body, Is.EqualTo(before), "nothing was changed");
    }

    [Test]
    public async Task AC_166_another_tenants_key_and_no_key_cost_the_same_number_of_reads()
    {
        await using var host = await ManagementHost.StartAsync(store);
        var foreign = await host.CreateIdAsync("admB");
        foreach (var (method, path, body) in OnOneKey)
        {
            Assert.That(await ReadsAsync(foreign), Is.EqualTo(await ReadsAsync(Guid.NewGuid().ToString())), $"{method} {path}");

            async Task<int> ReadsAsync(string id)
            {
                var before = host.Host.Store.Reads;
                await host.SendAsync("admA", method, $"/api-keys/{id}{path}", body);
                return host.Host.Store.Reads - before;
            }
        }
    }

    [Test]
    public async Task AC_124_anothers_cursor_search_export_and_trail_show_nothing_of_theirs()
    {
        await using var host = await ManagementHost.StartAsync(store);
        var own = await host.CreateIdAsync("admA");
        var foreign = new[] { await host.CreateIdAsync("admB"), await host.CreateIdAsync("admB"), await host.CreateIdAsync("admB") };
        var cursor = (await host.SendAsync("admB", "GET", "/api-keys?limit=2")).Json.GetProperty("next_cursor").GetString();
        Assert.That(cursor, Is.Not.Null);
        var trail = (await host.SendAsync("admB", "GET", "/api-keys/audit?limit=2")).Json.GetProperty("next_cursor").GetString();
        string[] paths = [$"?cursor={cursor}", "?search=CRM", "?environment=live", "/audit", $"/audit?cursor={trail}", $"/audit?key_id={foreign[0]}", "/audit?actor=admB", "/audit?search=CRM", "/audit?format=csv", $"/{own}/audit", $"/{own}/usage"];
        foreach (var path in paths)
        {
            var response = await host.SendAsync("admA", "GET", $"/api-keys{path}", null, "X-Tenant-Id: B");
            Assert.That(response.Status, Is.EqualTo(200), path);
            Assert.That(foreign.Where(id => response.Body.Contains(id, StringComparison.Ordinal)), Is.Empty, path);
        }

        Assert.That((await host.SendAsync("admA", "GET", "/api-keys?search=CRM")).Json.GetProperty("total").GetInt64(), Is.EqualTo(1));
    }

    [TestCase("?cursor=x")]
    [TestCase("?limit=0")]
    [TestCase("?limit=101")]
    [TestCase("?limit=1e1")]
    [TestCase("?limit=%2B1")]
    [TestCase("?limit=1&limit=2")]
    [TestCase("?status=deleted")]
    [TestCase("?status=Active")]
    [TestCase("?unused_for_days=0")]
    [TestCase("?expiring_within_days=9999999999")]
    [TestCase("?search=")]
    [TestCase("?search=%00")]
    [TestCase("/audit?from=2030")]
    [TestCase("/audit?format=xml")]
    [TestCase("/audit?limit=1000")]
    public async Task A_filter_that_is_none_is_refused(string query)
    {
        await using var host = await ManagementHost.StartAsync(store);
        Assert.That((await host.SendAsync("admA", "GET", $"/api-keys{query}")).Status, Is.EqualTo(400));
        Assert.That((await host.SendAsync("admA", "GET", "/api-keys?color=red&limit=1")).Status, Is.EqualTo(200), "an unknown one is passed over");
    }

    [Test]
    public async Task P_2_a_list_tells_which_keys_nobody_uses()
    {
        await using var host = await ManagementHost.StartAsync(store);
        var old = await host.CreateIdAsync("admA", "\"expires_at\":null");

        // Every half second of these days the store is asked for changes.
        host.Host.Clock.Advance(TimeSpan.FromDays(2.5));
        await host.CreateAsync("admA");
        var list = (await host.SendAsync("admA", "GET", "/api-keys?unused_for_days=2")).Json;
        Assert.That(list.GetProperty("keys").EnumerateArray().Single().GetProperty("id").GetString(), Is.EqualTo(old));
        Assert.That((await host.SendAsync("admA", "GET", "/api-keys?expiring_within_days=30")).Json.GetProperty("total").GetInt64(), Is.Zero);
    }

    [Test]
    public async Task AC_161_AC_042_a_search_is_literal()
    {
        await using var host = await ManagementHost.StartAsync(store);
        string[] names = ["100%", "a_b", "back\\slash", "[a-z]", "' OR 1=1--", "\"; DROP", "$1", "@p0"];
        foreach (var name in names)
        {
            Assert.That((await host.SendAsync("admA", "POST", "/api-keys", $$"""{"name":{{System.Text.Json.JsonSerializer.Serialize(name)}},"environment":"live"}""")).Status, Is.EqualTo(201));
        }

        foreach (var name in names)
        {
            var found = (await host.SendAsync("admA", "GET", $"/api-keys?search={Uri.EscapeDataString(name)}")).Json.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("name").GetString());
            Assert.That(found, Is.EqualTo([name]));
        }

        Assert.That((await host.SendAsync("admA", "GET", $"/api-keys?search={new string('a', 101)}")).Status, Is.EqualTo(400));
        Assert.That((await host.SendAsync("admA", "GET", "/api-keys?scope=%25&environment='%20OR%201=1--")).Json.GetProperty("total").GetInt64(), Is.Zero);
    }

    private static IEnumerable<(string Method, string Path)> RoutesOnOneKey(ManagementHost host) =>
        from endpoint in host.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.RoutePattern.RawText!.StartsWith("/api-keys/{id}", StringComparison.Ordinal)
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
        select (method, endpoint.RoutePattern.RawText!["/api-keys/{id}".Length..]);
}
