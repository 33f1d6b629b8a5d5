using ApiKeys.AspNetCore.Profiles;

namespace ApiKeys.Management.Tests.Profiles;

/// <summary>CONTRACT S-1 to S-16: SalesOS's management API, to the letter.</summary>
[TestFixture(StoreKind.Memory)]
[TestFixture(StoreKind.PostgreSql)]
internal sealed class SalesOsContractTests(StoreKind store)
{
    private const string Created = "id key_prefix key_last_4 scopes rate_limit_per_hour expires_at created_at tenant_id tenant_name api_key warning";
    private const string Listed = "id key_name key_prefix key_last_4 scopes status rate_limit_per_hour usage_count last_used_at expires_at created_at revoked_at revoked_reason";
    private const string Seed = """{"key_name":"CRM Nightly Sync","scopes":["default:sync"],"rate_limit_per_hour":5000,"expires_in_days":90,"environment":"live"}""";
    private const string Reader = """{"key_name":"Reader","scopes":["leads:read"]}""";
    private const string Instant = @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$";
    private ProfileHost _host = null!;

    [SetUp]
    public async Task StartAsync() => _host = await ProfileHost.StartAsync(ApiKeyProfiles.SalesOs, "/functions/v1/api-key-admin", store, Cheap);

    [TearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task S_01_S_12_there_are_four_operations_and_no_others()
    {
        var id = (await CreateAsync(Seed))["id"];
        foreach (var (method, path) in new[] { ("GET", $"/{id}"), ("PATCH", $"/{id}"), ("PUT", $"/{id}"), ("POST", $"/{id}/revoke") })
        {
            Assert.That((await _host.ManageAsync("admA", method, path, "{}")).Status, Is.EqualTo(405), $"{method} {path}");
        }

        foreach (var (method, path) in new[] { ("POST", $"/{id}/rotate"), ("POST", $"/{id}/regenerate"), ("POST", $"/{id}/enable"), ("GET", $"/{id}/audit"), ("POST", "/temporary/x") })
        {
            Assert.That((await _host.ManageAsync("admA", method, path, "{}")).Status, Is.EqualTo(404), $"{method} {path}");
        }

        Assert.That((await _host.ManageAsync("admA", "GET")).Status, Is.EqualTo(200));
        Assert.That((await _host.ManageAsync("admA", "PUT", $"/{id}/revoke")).Status, Is.EqualTo(200));
        Assert.That((await _host.ManageAsync("admA", "DELETE", $"/{id}")).Status, Is.EqualTo(204));
    }

    [Test]
    public async Task S_02_owners_and_admins_have_admin_integrations_and_others_do_not()
    {
        Assert.That((await _host.ManageAsync("admA", "GET")).Status, Is.EqualTo(200));
        Assert.That((await _host.ManageAsync("admB", "GET")).Status, Is.EqualTo(200), "an owner");
        var refused = await _host.ManageAsync("userA", "GET");
        Assert.That((refused.Status, refused.Body), Is.EqualTo((403, """{"error":{"code":"FORBIDDEN","message":"The capability admin.integrations is missing."}}""")));
        Assert.That((await _host.ManageAsync("svc", "GET", "", null, ("X-Tenant-Id", "A"))).Status, Is.EqualTo(200));
        Assert.That((await _host.SendAsync("GET", _host.Prefix, null, ("Authorization", $"Bearer {ManagementHost.ServiceKey}x"), ("X-Tenant-Id", "A"))).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task S_03_the_session_names_a_users_tenant_and_the_body_is_passed_over()
    {
        var created = await CreateAsync("""{"key_name":"x","scopes":[],"tenant_id":"B"}""");
        Assert.That(created["tenant_id"], Is.EqualTo("A"));
        Assert.That((await _host.ManageAsync("admB", "GET"))["total"], Is.EqualTo("0"));
        Assert.That((await _host.ManageAsync("admB", "PUT", $"/{created["id"]}/revoke", """{"reason":"x","tenant_id":"A"}""")).Status, Is.EqualTo(404));
        Assert.That((await _host.ManageAsync("admB", "DELETE", $"/{created["id"]}")).Status, Is.EqualTo(404));
        Assert.That((await _host.UseAsync(created["api_key"]!)).Status, Is.EqualTo(200));
    }

    [TestCase("A", null, 201)]
    [TestCase(null, "A", 201)]
    [TestCase("A", "A", 201)]
    [TestCase("A", "B", 400)]
    [TestCase(null, null, 400)]
    [TestCase("nobody's", null, 404)]
    public async Task S_03_the_service_role_names_the_tenant_in_header_or_body(string? header, string? body, int status)
    {
        var json = $$"""{"key_name":"x","scopes":[]{{(body is null ? "" : $",\"tenant_id\":\"{body}\"")}}}""";
        (string, string)[] headers = header is null ? [] : [("X-Tenant-Id", header)];
        var answer = await _host.ManageAsync("svc", "POST", "", json, headers);
        Assert.That(answer.Status, Is.EqualTo(status), answer.Body);
        if (status == 201)
        {
            Assert.That((await _host.ManageAsync("svc", "DELETE", $"/{answer["id"]}", null, ("X-Tenant-Id", "B"))).Status, Is.EqualTo(404), "another tenant's");
            Assert.That((await _host.ManageAsync("svc", "DELETE", $"/{answer["id"]}", null, ("X-Tenant-Id", "A"))).Status, Is.EqualTo(204));
        }
    }

    [Test]
    public async Task S_04_S_06_S_07_S_14_a_creation_answers_exactly_these_fields()
    {
        var created = await CreateAsync(Seed);
        Assert.That(created.Fields, Is.EqualTo(Created));
        Assert.That(Guid.TryParse(created["id"], out _));
        Assert.That(created["api_key"], Does.Match("^sk_live_[0-9a-z]{32}$"));
        Assert.That(created["key_prefix"], Is.EqualTo("sk_live_"));
        Assert.That(created["api_key"], Does.EndWith(created["key_last_4"]!).And.Length.EqualTo(40));
        Assert.That(created.Json.GetProperty("scopes").GetRawText(), Is.EqualTo("""["default:sync"]"""));
        Assert.That(created.Json.GetProperty("rate_limit_per_hour").GetInt64(), Is.EqualTo(5000));
        Assert.That(created["created_at"], Does.Match(Instant));
        Assert.That(created.Json.GetProperty("expires_at").GetDateTimeOffset() - created.Json.GetProperty("created_at").GetDateTimeOffset(), Is.EqualTo(TimeSpan.FromDays(90)), "created + 90 × 24 h");
        Assert.That((created["tenant_id"], created["tenant_name"]), Is.EqualTo(("A", "Acme Corp")));
        Assert.That(created["warning"], Is.EqualTo("Save this API key now. It cannot be retrieved again."));
    }

    [Test]
    public async Task S_07_instants_have_three_decimals_and_unset_ones_are_null_and_not_left_out()
    {
        var created = await CreateAsync("""{"key_name":"x","scopes":[],"expires_in_days":1}""");
        Assert.That(created["created_at"], Does.Match(Instant));
        Assert.That(created["expires_at"], Does.Match(Instant));
        var endless = await CreateAsync("""{"key_name":"x","scopes":[]}""");
        Assert.That(endless.Json.GetProperty("expires_at").ValueKind, Is.EqualTo(System.Text.Json.JsonValueKind.Null));
        var listed = (await _host.ManageAsync("admA", "GET")).Json.GetProperty("keys")[0];
        foreach (var member in new[] { "last_used_at", "revoked_at", "revoked_reason" })
        {
            Assert.That(listed.GetProperty(member).ValueKind, Is.EqualTo(System.Text.Json.JsonValueKind.Null), member);
        }
    }

    [Test]
    public async Task S_06_a_tenant_whose_name_is_not_known_has_none()
    {
        var nameless = await _host.ManageAsync("admB", "POST", "", Seed);
        Assert.That(nameless.Json.GetProperty("tenant_name").ValueKind, Is.EqualTo(System.Text.Json.JsonValueKind.Null), "a tenant whose name is not known");
    }

    [Test]
    public async Task S_05_what_is_left_out_has_its_default()
    {
        var created = await CreateAsync("""{"key_name":"x","scopes":["leads:read"],"rate_limit_per_hour":null,"expires_in_days":null,"environment":null,"allowed_ips":null}""");
        Assert.That(created["rate_limit_per_hour"], Is.EqualTo("1000"));
        Assert.That(created.Json.GetProperty("expires_at").ValueKind, Is.EqualTo(System.Text.Json.JsonValueKind.Null), "never, and not left out (S-7)");
        Assert.That(created["api_key"], Does.StartWith("sk_live_"));
        var test = await CreateAsync("""{"key_name":"x","scopes":["leads:read"],"environment":"test"}""");
        Assert.That(test["api_key"], Does.StartWith("sk_test_"));
    }

    [TestCase("""{"scopes":[]}""", "key_name")]
    [TestCase("""{"key_name":"","scopes":[]}""", "key_name")]
    [TestCase("""{"key_name":"x"}""", "scopes")]
    [TestCase("""{"key_name":"x","scopes":null}""", "scopes")]
    [TestCase("""{"key_name":"x","scopes":["leads:fly"]}""", "scopes")]
    [TestCase("""{"key_name":"x","scopes":["leads:read","leads:read"]}""", "scopes")]
    [TestCase("""{"key_name":"x","scopes":"leads:read"}""", "scopes")]
    [TestCase("""{"key_name":"x","scopes":[],"rate_limit_per_hour":0}""", "rate_limit_per_hour")]
    [TestCase("""{"key_name":"x","scopes":[],"rate_limit_per_hour":100001}""", "rate_limit_per_hour")]
    [TestCase("""{"key_name":"x","scopes":[],"rate_limit_per_hour":"7"}""", "rate_limit_per_hour")]
    [TestCase("""{"key_name":"x","scopes":[],"expires_in_days":0}""", "expires_in_days")]
    [TestCase("""{"key_name":"x","scopes":[],"expires_in_days":-1}""", "expires_in_days")]
    [TestCase("""{"key_name":"x","scopes":[],"expires_in_days":36501}""", "expires_in_days")]
    [TestCase("""{"key_name":"x","scopes":[],"expires_in_days":1.5}""", "expires_in_days")]
    [TestCase("""{"key_name":"x","scopes":[],"environment":"prod"}""", "environment")]
    [TestCase("""{"key_name":"x","scopes":[],"allowed_ips":["nowhere"]}""", "allowed_ips")]
    [TestCase("""{"key_name":"x","scopes":[],"name":"x"}""", "name")]
    public async Task S_05_what_is_wrong_is_said_field_by_field(string body, string field)
    {
        var refused = await _host.ManageAsync("admA", "POST", "", body);
        Assert.That(refused.Status, Is.EqualTo(400), refused.Body);
        Assert.That(refused.Fields, Is.EqualTo("error"));
        var error = refused.Json.GetProperty("error");
        Assert.That(error.GetProperty("code").GetString(), Is.EqualTo("VALIDATION_ERROR"));
        Assert.That(error.GetProperty("details").EnumerateArray().Select(detail => detail.GetProperty("field").GetString()), Is.EqualTo(new[] { field }));
        Assert.That(Answer.Names(error.GetProperty("details")[0]), Is.EqualTo("field message"));
        Assert.That((await _host.ManageAsync("admA", "GET"))["total"], Is.EqualTo("0"));
    }

    [Test]
    public async Task S_05_the_ends_of_the_ranges_are_good()
    {
        await CreateAsync("""{"key_name":"x","scopes":[],"rate_limit_per_hour":1,"expires_in_days":1}""");
        await CreateAsync("""{"key_name":"x","scopes":[],"rate_limit_per_hour":100000,"expires_in_days":36500}""");
    }

    [Test]
    public async Task S_16_the_list_has_every_key_newest_first_and_revoked_ones_keep_their_history()
    {
        var expired = await CreateAsync("""{"key_name":"expired","scopes":["leads:read"],"expires_in_days":1}""");
        await _host.UseAsync(expired["api_key"]!);
        _host.Clock.Advance(TimeSpan.FromDays(2));
        var revoked = await CreateAsync("""{"key_name":"revoked","scopes":["leads:read"],"expires_in_days":1}""");
        Assert.That((await _host.UseAsync(revoked["api_key"]!)).Status, Is.EqualTo(200));
        await _host.ManageAsync("admA", "PUT", $"/{revoked["id"]}/revoke", """{"reason":"Rotating credentials"}""");
        _host.Clock.Advance(TimeSpan.FromDays(2));
        var disabled = await CreateAsync("""{"key_name":"disabled","scopes":[]}""");
        await _host.Services.GetRequiredService<ApiKeyManager>().DisableAsync(disabled["id"]!, ApiKeyActor.Host, default);
        _host.Clock.Advance(TimeSpan.FromMinutes(1));
        await CreateAsync(Seed);
        var list = await _host.ManageAsync("admA", "GET");
        Assert.That((list.Fields, list["total"]), Is.EqualTo(("keys total", "4")));
        var keys = list.Json.GetProperty("keys").EnumerateArray().ToList();
        Assert.That(keys.Select(Answer.Names), Is.All.EqualTo(Listed));
        Assert.That(keys.Select(key => $"{key.GetProperty("key_name")} {key.GetProperty("status")}"), Is.EqualTo(new[] { "CRM Nightly Sync active", "disabled revoked", "revoked revoked", "expired expired" }));
        Assert.That(keys[2].GetProperty("revoked_reason").GetString(), Is.EqualTo("Rotating credentials"), "past its expiry, and revoked all the same");
        Assert.That(keys[2].GetProperty("usage_count").GetInt64(), Is.EqualTo(1));
        Assert.That(keys[2].GetProperty("last_used_at").GetString(), Does.Match(Instant));
        Assert.That(keys[0].GetProperty("last_used_at").ValueKind, Is.EqualTo(System.Text.Json.JsonValueKind.Null));
        Assert.That(list.Body, Does.Not.Contain(revoked["api_key"]!).And.Not.Contain("hash"));
        var trail = await _host.Services.GetRequiredService<ApiKeyDirectory>().ListAuditAsync(new() { KeyId = revoked["id"] }, ApiKeyActor.Host, default);
        Assert.That(trail.Select(entry => $"{entry.Action} {entry.Actor}"), Is.EqualTo(new[] { "api_key.revoke admA", "api_key.create admA" }));
    }

    [Test]
    public async Task S_08_a_list_of_many_pages_is_one_answer()
    {
        await using var host = await ProfileHost.StartAsync(ApiKeyProfiles.SalesOs, "/keys", store, keys => keys.ConfigureHashing(hashing => hashing.Algorithm = null));
        var manager = host.Services.GetRequiredService<ApiKeyManager>();
        for (var i = 0; i < 250; i++)
        {
            await manager.IssueAsync(new() { Name = $"key {i}", Environment = "live", TenantId = "A" }, default);
            host.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var list = await host.ManageAsync("admA", "GET", "?limit=1");
        Assert.That(list["total"], Is.EqualTo("250"));
        Assert.That(list.Json.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("key_name").GetString()), Is.EqualTo(Enumerable.Range(0, 250).Reverse().Select(i => $"key {i}")));
    }

    [Test]
    public async Task S_08_a_store_that_fails_in_the_middle_gives_no_list_that_could_be_taken_for_whole()
    {
        var usage = new CountingUsageStore { FailsAfter = 2 };
        await using var host = await ProfileHost.StartAsync(ApiKeyProfiles.SalesOs, "/keys", store, keys =>
        {
            keys.ConfigureHashing(hashing => hashing.Algorithm = null).Services.AddSingleton<Stores.IApiKeyUsageStore>(usage);
        });
        for (var i = 0; i < 250; i++)
        {
            await host.Services.GetRequiredService<ApiKeyManager>().IssueAsync(new() { Name = $"key {i}", Environment = "live", TenantId = "A" }, default);
        }

        Assert.That(async () => await host.ManageAsync("admA", "GET"), Throws.InstanceOf<HttpRequestException>(), "the third page fails");
        usage.FailsAfter = usage.Questions;
        Assert.That((await host.ManageAsync("admA", "GET")).Status, Is.EqualTo(503), "the first page fails");
    }

    [Test]
    public async Task S_09_revoking_is_immediate_final_and_the_same_a_second_time()
    {
        var key = await CreateAsync(Reader);
        Assert.That((await _host.UseAsync(key["api_key"]!)).Status, Is.EqualTo(200));
        var revoked = await _host.ManageAsync("admA", "PUT", $"/{key["id"]}/revoke", """{"reason":"Rotating credentials"}""");
        Assert.That((revoked.Status, revoked.Fields), Is.EqualTo((200, "id key_name key_prefix key_last_4 status revoked_at revoked_reason")));
        Assert.That((revoked["status"], revoked["revoked_reason"]), Is.EqualTo(("revoked", "Rotating credentials")));
        Assert.That(revoked["revoked_at"], Does.Match(Instant));
        Assert.That((await _host.UseAsync(key["api_key"]!)).Body, Is.EqualTo("""{"error":{"code":"UNAUTHORIZED","message":"Invalid or expired API key"}}"""));
        _host.Clock.Advance(TimeSpan.FromHours(1));
        Assert.That((await _host.ManageAsync("admA", "PUT", $"/{key["id"]}/revoke", """{"reason":"again"}""")).Body, Is.EqualTo(revoked.Body));
        Assert.That((await _host.ManageAsync("admA", "PUT", $"/{Guid.NewGuid()}/revoke")).Status, Is.EqualTo(404));
    }

    [TestCase(null)]
    [TestCase("{}")]
    [TestCase("""{"reason":null}""")]
    public async Task S_09_a_reason_may_be_left_out(string? body)
    {
        var key = await CreateAsync(Reader);
        var revoked = await _host.ManageAsync("admA", "PUT", $"/{key["id"]}/revoke", body);
        Assert.That(revoked.Json.GetProperty("revoked_reason").ValueKind, Is.EqualTo(System.Text.Json.JsonValueKind.Null));
    }

    [Test]
    public async Task S_10_a_key_of_any_status_can_be_deleted_and_is_gone()
    {
        var revoked = await CreateAsync(Reader);
        await _host.ManageAsync("admA", "PUT", $"/{revoked["id"]}/revoke");
        foreach (var key in new[] { revoked, await CreateAsync(Reader) })
        {
            var deleted = await _host.ManageAsync("admA", "DELETE", $"/{key["id"]}");
            Assert.That((deleted.Status, deleted.Body), Is.EqualTo((204, "")));
            Assert.That((await _host.ManageAsync("admA", "DELETE", $"/{key["id"]}")).Status, Is.EqualTo(404));
            Assert.That((await _host.UseAsync(key["api_key"]!)).Status, Is.EqualTo(401));
        }

        Assert.That((await _host.ManageAsync("admA", "GET"))["total"], Is.EqualTo("0"));
    }

    [Test]
    public async Task S_11_answers_are_flat_and_managements_401_says_nothing_of_keys()
    {
        Assert.That((await _host.ManageAsync("nobody", "GET")).Status, Is.EqualTo(401));
        Assert.That((await _host.ManageAsync("nobody", "GET")).Body, Is.EqualTo("""{"error":{"code":"UNAUTHORIZED","message":"Authentication is required"}}"""));
        var missing = await _host.ManageAsync("admA", "DELETE", "/x");
        Assert.That(missing.Body, Is.EqualTo("""{"error":{"code":"NOT_FOUND","message":"There is no such key."}}"""));
    }

    [Test]
    public async Task S_11_errors_have_meta_where_the_host_wants_it()
    {
        await using var host = await ProfileHost.StartAsync(ApiKeyProfiles.SalesOs, "/keys", store, keys => keys.ConfigureHashing(hashing => hashing.BcryptCost = 10).ConfigureResponses(responses => responses.IncludeMeta = true));
        var missing = await host.ManageAsync("admA", "DELETE", "/x");
        Assert.That(missing.Fields, Is.EqualTo("error meta"));
        Assert.That(Answer.Names(missing.Json.GetProperty("meta")), Is.EqualTo("request_id timestamp"));
        Assert.That(missing.Json.GetProperty("meta").GetProperty("timestamp").GetString(), Does.Match(Instant));
        Assert.That(missing.Json.GetProperty("meta").GetProperty("request_id").GetString(), Is.Not.Empty);
    }

    [Test]
    public async Task S_13_an_empty_list_opens_every_endpoint_and_the_choice_is_written_onto_the_key()
    {
        var open = await CreateAsync("""{"key_name":"x","scopes":[]}""");
        Assert.That(open.Json.GetProperty("scopes").GetArrayLength(), Is.Zero);
        Assert.That((await _host.UseAsync(open["api_key"]!)).Status, Is.EqualTo(200));
        Assert.That((await _host.UseAsync(open["api_key"]!, "/any")).Status, Is.EqualTo(200));
        var sync = await CreateAsync(Seed);
        Assert.That((await _host.UseAsync(sync["api_key"]!)).Body, Is.EqualTo("""{"error":{"code":"FORBIDDEN","message":"API key missing required scopes: leads:read"}}"""), "S-22");
        var record = await _host.Services.GetRequiredService<ApiKeyDirectory>().GetAsync(open["id"]!, ApiKeyActor.Host, default);
        Assert.That(record!.Scopes.IsUnrestricted);
        Assert.That(_host.Log.Lines.Select(line => line.Text), Has.Some.Contains("GET /leads"), "start-up lists the endpoints that such a key opens");
    }

    [Test]
    public async Task S_21_S_27_the_profile_names_environment_and_prefixes()
    {
        var test = await CreateAsync("""{"key_name":"x","scopes":["leads:read"],"environment":"test"}""");
        Assert.That((await _host.UseAsync(test["api_key"]!)).Body, Is.EqualTo("""{"error":{"code":"UNAUTHORIZED","message":"Invalid or expired API key"}}"""));
        Assert.That((await _host.SendAsync("GET", "/leads", null)).Body, Is.EqualTo("""{"error":{"code":"UNAUTHORIZED","message":"Missing or malformed Authorization header. Expected: Bearer sk_live_xxx"}}"""));
    }

    [Test]
    public async Task S_25_addresses_are_taken_and_never_shown()
    {
        var here = await CreateAsync("""{"key_name":"here","scopes":["leads:read"],"allowed_ips":["127.0.0.1"]}""");
        var elsewhere = await CreateAsync("""{"key_name":"elsewhere","scopes":["leads:read"],"allowed_ips":["10.0.0.0/8"]}""");
        Assert.That((here.Fields, elsewhere.Fields), Is.EqualTo((Created, Created)));
        Assert.That((await _host.UseAsync(here["api_key"]!)).Status, Is.EqualTo(200));
        Assert.That((await _host.UseAsync(elsewhere["api_key"]!)).Body, Is.EqualTo("""{"error":{"code":"FORBIDDEN","message":"API key not allowed from this IP address"}}"""));
    }

    [Test]
    public async Task S_26_a_key_is_stored_with_bcrypt_and_bound_to_its_tenant()
    {
        var key = await CreateAsync(Reader);
        var record = await _host.Services.GetRequiredService<ApiKeyDirectory>().GetAsync(key["id"]!, ApiKeyActor.Host, default);
        Assert.That(record!.Secrets.Single().Hash, Does.Match(@"^\$2b\$10\$[./0-9A-Za-z]{53}$"));
        Assert.That(record.TenantId, Is.EqualTo("A"));
        Assert.That((await _host.UseAsync(key["api_key"]!)).Status, Is.EqualTo(200));
        Assert.That((await _host.UseAsync(key["api_key"]!)).Status, Is.EqualTo(200), "from the verified-key memory");
        Assert.That((await _host.UseAsync(key["api_key"]![..^1] + (key["api_key"]![^1] == 'x' ? 'y' : 'x'))).Status, Is.EqualTo(401));
        await _host.ManageAsync("admA", "PUT", $"/{key["id"]}/revoke");
        Assert.That((await _host.UseAsync(key["api_key"]!)).Status, Is.EqualTo(401), "a revocation empties the memory at once");
    }

    [Test]
    public async Task AC_159_a_repeated_creation_makes_one_key()
    {
        var first = await _host.ManageAsync("admA", "POST", "", Seed, ("Idempotency-Key", "one"));
        var second = await _host.ManageAsync("admA", "POST", "", Seed, ("Idempotency-Key", "one"));
        Assert.That((first.Status, second.Status, second["id"], second.Fields), Is.EqualTo((201, 200, first["id"], Created)));
        Assert.That(second.Json.GetProperty("api_key").ValueKind, Is.EqualTo(System.Text.Json.JsonValueKind.Null));
    }

    // The cheapest cost that options allow; what it is does not matter here.
    private static void Cheap(DependencyInjection.ApiKeysBuilder keys) => keys.ConfigureHashing(hashing => hashing.BcryptCost = 10);

    private async Task<Answer> CreateAsync(string body)
    {
        var answer = await _host.ManageAsync("admA", "POST", "", body);
        Assert.That(answer.Status, Is.EqualTo(201), answer.Body);
        return answer;
    }
}
