using ApiKeys.AspNetCore.Profiles;

namespace ApiKeys.Management.Tests.Profiles;

/// <summary>CONTRACT N-1 to N-10: what NexusERP's pages say.</summary>
[TestFixture(StoreKind.Memory)]
[TestFixture(StoreKind.PostgreSql)]
internal sealed class NexusErpTests(StoreKind store)
{
    private ProfileHost _host = null!;

    [SetUp]
    public async Task StartAsync() => _host = await ProfileHost.StartAsync(ApiKeyProfiles.NexusErp, "/api/developer/keys", store, ProfileHost.AddGate);

    [TearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task N_01_N_04_a_key_has_44_characters_no_permission_unless_ticked_and_no_end_unless_named()
    {
        var key = await CreateAsync("""{"name":"Zapier, leads sync"}""");
        Assert.That(key["key"], Does.Match("^sk_[0-9A-Za-z]{8}_[0-9A-Za-z]{32}$"));
        Assert.That(key.Json.GetProperty("scopes").GetArrayLength(), Is.Zero);
        Assert.That(key["expires_at"], Is.Empty);
        Assert.That((await _host.UseAsync(key["key"]!)).Status, Is.EqualTo(403), "no box ticked opens nothing");
        var wide = await _host.ManageAsync("admA", "POST", "", """{"name":"x","unrestricted":true}""");
        Assert.That(wide.Status, Is.EqualTo(400), "and there is no box for everything");
    }

    [Test]
    public async Task N_04_a_key_stops_after_its_date_which_is_the_end_of_that_day()
    {
        var day = DateOnly.FromDateTime(_host.Clock.GetUtcNow().UtcDateTime);
        var key = await CreateAsync($$"""{"name":"x","scopes":["leads:read"],"expires_on":"{{day:yyyy-MM-dd}}"}""");
        Assert.That(key["expires_at"], Is.EqualTo($"{day.AddDays(1):yyyy-MM-dd}T00:00:00.000Z"));
        var end = new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);
        _host.Clock.Advance(end - _host.Clock.GetUtcNow() - TimeSpan.FromMilliseconds(1));
        Assert.That((await _host.UseAsync(key["key"]!)).Status, Is.EqualTo(200));
        _host.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.That((await _host.UseAsync(key["key"]!)).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task N_02_the_prefix_of_14_characters_is_in_list_audit_403_and_429_and_never_in_a_401()
    {
        var key = await CreateAsync("""{"name":"x","scopes":["leads:read"],"rate_limit_per_hour":1,"customer_ids":["c-1"]}""");
        var prefix = key["key"]![..14];
        Assert.That((await _host.ManageAsync("admA", "GET")).Json.GetProperty("keys")[0].GetProperty("key_hint").GetString(), Is.EqualTo(prefix + "…"));
        Assert.That((await _host.ManageAsync("admA", "GET", "/audit")).Json.GetProperty("entries")[0].GetRawText(), Does.Contain(prefix));
        Assert.That((await _host.UseAsync(key["key"]!, "/customers/c-2"))["error"], Is.EqualTo($"API key not allowed for this request (key {prefix}…)"));
        Assert.That((await _host.UseAsync(key["key"]!, "/customers/c-1")).Status, Is.EqualTo(200));
        var over = await _host.UseAsync(key["key"]!, "/customers/c-1");
        Assert.That((over.Status, over["error"]), Is.EqualTo((429, $"Rate limit exceeded (key {prefix}…)")));
        await _host.ManageAsync("admA", "POST", $"/{key["id"]}/revoke");
        foreach (var text in new[] { key["key"]!, key["key"]![..^1] + (key["key"]![^1] == 'x' ? 'y' : 'x'), prefix })
        {
            var refused = await _host.UseAsync(text);
            Assert.That(refused.Status, Is.EqualTo(401), "the prefix alone opens nothing");
            Assert.That(refused.Body, Does.Not.Contain(prefix));
        }
    }

    [Test]
    public async Task N_02_a_refused_address_is_told_the_prefix_too()
    {
        var key = await CreateAsync("""{"name":"x","scopes":["leads:read"],"allowed_ips":["10.0.0.0/8"]}""");
        Assert.That((await _host.UseAsync(key["key"]!))["error"], Is.EqualTo($"API key not allowed from this IP address (key {key["key"]![..14]}…)"));
    }

    [Test]
    public async Task N_05_name_and_permissions_can_be_edited_and_the_expiry_never()
    {
        var key = await CreateAsync("""{"name":"x","scopes":["leads:read"],"expires_on":"2099-01-31"}""");
        var edited = await _host.ManageAsync("admA", "PATCH", $"/{key["id"]}", """{"name":"y","scopes":["leads:create"]}""");
        Assert.That((edited.Status, edited["name"]), Is.EqualTo((200, "y")));
        Assert.That((await _host.UseAsync(key["key"]!)).Status, Is.EqualTo(403));
        foreach (var body in new[] { """{"expires_at":"2030-01-31T00:00:00Z"}""", """{"name":"z","expires_at":null}""", """{"rate_limit_per_hour":5}""", """{"allowed_ips":null}""" })
        {
            Assert.That((await _host.ManageAsync("admA", "PATCH", $"/{key["id"]}", body)).Status, Is.EqualTo(400), body);
        }

        var shown = await _host.ManageAsync("admA", "GET", $"/{key["id"]}");
        Assert.That((shown["name"], shown["expires_at"]), Is.EqualTo(("y", "2099-02-01T00:00:00.000Z")), "nothing is changed");
    }

    [Test]
    public async Task N_06_C_01_revoked_is_inactive_listed_and_reversible()
    {
        var key = await CreateAsync("""{"name":"x","scopes":["leads:read"]}""");
        var revoked = await _host.ManageAsync("admA", "POST", $"/{key["id"]}/revoke");
        Assert.That((revoked.Status, revoked["status"]), Is.EqualTo((200, "inactive")));
        Assert.That((await _host.UseAsync(key["key"]!)).Body, Is.EqualTo("""{"error":"Invalid or expired API key"}"""));
        Assert.That((await _host.ManageAsync("admA", "GET", "?status=inactive"))["total"], Is.EqualTo("1"));
        Assert.That((await _host.ManageAsync("admA", "GET", "?status=disabled")).Status, Is.EqualTo(400), "the words are the profile's");
        Assert.That((await _host.ManageAsync("admA", "POST", $"/{key["id"]}/enable"))["status"], Is.EqualTo("active"));
        Assert.That((await _host.UseAsync(key["key"]!)).Status, Is.EqualTo(200));
        Assert.That((await _host.ManageAsync("admA", "POST", $"/{key["id"]}/revoke", """{"reason":"x"}""")).Status, Is.EqualTo(400), "a reason would be lost");
        var final = await _host.ManageAsync("admA", "POST", $"/{key["id"]}/revoke", """{"final":true,"reason":"x"}""");
        Assert.That((final.Status, final["status"], final["revoked_reason"]), Is.EqualTo((200, "revoked", "x")));
        Assert.That((await _host.ManageAsync("admA", "POST", $"/{key["id"]}/enable")).Status, Is.EqualTo(409));
    }

    [Test]
    public async Task N_06_deleted_is_gone_but_for_the_audit_log()
    {
        var key = await CreateAsync("""{"name":"x","scopes":["leads:read"]}""");
        await _host.UseAsync(key["key"]!);
        Assert.That((await _host.ManageAsync("admA", "DELETE", $"/{key["id"]}")).Status, Is.EqualTo(204));
        Assert.That((await _host.ManageAsync("admA", "GET", $"/{key["id"]}")).Status, Is.EqualTo(404));
        Assert.That((await _host.ManageAsync("admA", "GET", $"/{key["id"]}/usage")).Status, Is.EqualTo(404));
        Assert.That((await _host.ManageAsync("admA", "GET"))["total"], Is.EqualTo("0"));
        Assert.That((await _host.UseAsync(key["key"]!)).Status, Is.EqualTo(401));
        var trail = await _host.ManageAsync("admA", "GET", $"/{key["id"]}/audit");
        Assert.That(trail.Json.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("action").GetString()), Is.EqualTo(new[] { "api_key.delete", "api_key.create" }));
    }

    [Test]
    public async Task N_07_a_temp_key_lives_an_hour_under_its_own_name_for_leads()
    {
        var key = await _host.ManageAsync("admA", "POST", "/temporary");
        Assert.That((key.Status, key["name"]), Is.EqualTo((201, "Docs playground (temp)")));
        Assert.That(key.Json.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()), Is.EquivalentTo(new[] { "leads:read", "leads:create", "leads:update", "leads:delete" }));
        Assert.That((await _host.ManageAsync("admA", "GET"))["total"], Is.EqualTo("1"), "it is in the same list");
        _host.Clock.Advance(TimeSpan.FromMinutes(60) - TimeSpan.FromMilliseconds(1));
        Assert.That((await _host.UseAsync(key["key"]!)).Status, Is.EqualTo(200));
        _host.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.That((await _host.UseAsync(key["key"]!)).Status, Is.EqualTo(401));
        var early = await _host.ManageAsync("admA", "POST", "/temporary");
        await _host.ManageAsync("admA", "POST", $"/{early["id"]}/revoke");
        Assert.That((await _host.UseAsync(early["key"]!)).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task N_08_without_the_flag_management_is_closed_and_keys_go_on_working()
    {
        var request = new IssueApiKeyRequest { Name = "old", TenantId = "B", Scopes = ScopeSet.Of("leads:read") };
        var old = (await _host.Services.GetRequiredService<ApiKeyManager>().IssueAsync(request, default)).Value!;
        var refused = await _host.ManageAsync("admB", "GET");
        Assert.That((refused.Status, refused.Fields), Is.EqualTo((403, "error")));
        Assert.That((await _host.UseAsync(old.Secret.Reveal())).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task C_16_who_manages_is_the_profiles_own_capability_behind_the_hosts_flag()
    {
        Assert.That((await _host.ManageAsync("userA", "GET"))["error"], Is.EqualTo("The capability developer is missing."));
        Assert.That((await _host.ManageAsync("admB", "GET")).Status, Is.EqualTo(403), "an owner without the flag");
        Assert.That((await _host.ManageAsync("admA", "GET")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task C_17_what_the_profile_does_not_name_cannot_be_edited()
    {
        var key = await CreateAsync("""{"name":"x"}""");
        Assert.That((await _host.ManageAsync("admA", "PATCH", $"/{key["id"]}", """{"metadata":{"a":"b"}}""")).Status, Is.EqualTo(400));
        Assert.That((await _host.ManageAsync("admA", "PATCH", $"/{key["id"]}", """{"scopes":["leads:read"]}""")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task N_09_errors_are_one_text_and_pages_end_at_a_hundred()
    {
        foreach (var (who, method, path, body, status) in new[]
        {
            ("admA", "POST", "", "{}", 400), ("nobody", "GET", "", null, 401), ("userA", "GET", "", null, 403), ("admA", "GET", "/x", null, 404), ("admA", "GET", "?limit=101", null, 400),
        })
        {
            var answer = await _host.ManageAsync(who, method, path, body);
            Assert.That(answer.Status, Is.EqualTo(status), $"{method} {path}");
            Assert.That(answer.Fields, Is.EqualTo("error"), $"{method} {path}");
        }

        Assert.That((await CreateAsync("""{"name":"x"}"""))["created_at"], Does.Match(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"));
        Assert.That((await _host.ManageAsync("admA", "GET", "?limit=100")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task N_10_the_audit_log_has_a_difference_for_each_update_and_the_key_for_a_deletion()
    {
        var key = await CreateAsync("""{"name":"x","scopes":["leads:read"]}""");
        await _host.ManageAsync("admA", "PATCH", $"/{key["id"]}", """{"name":"y"}""");
        await _host.ManageAsync("admA", "DELETE", $"/{key["id"]}");
        var entries = (await _host.ManageAsync("admA", "GET", "/audit?search=y")).Json.GetProperty("entries").EnumerateArray().ToList();
        Assert.That(entries.Select(entry => entry.GetProperty("action").GetString()), Does.Contain("api_key.delete").And.Contain("api_key.update"));
        var update = entries.Single(entry => entry.GetProperty("action").GetString() == "api_key.update");
        Assert.That(update.GetProperty("changes").GetRawText(), Is.EqualTo("""[{"field":"name","before":"x","after":"y"}]"""));
        Assert.That(update.GetProperty("actor").GetString(), Is.EqualTo("admA"));
        var deleted = entries.Single(entry => entry.GetProperty("action").GetString() == "api_key.delete");
        Assert.That(deleted.GetProperty("changes").EnumerateArray().Select(change => change.GetProperty("field").GetString()), Does.Contain("name").And.Contain("scopes").And.Contain("secrets"));
    }

    private async Task<Answer> CreateAsync(string body)
    {
        var answer = await _host.ManageAsync("admA", "POST", "", body);
        Assert.That(answer.Status, Is.EqualTo(201), answer.Body);
        return answer;
    }
}
