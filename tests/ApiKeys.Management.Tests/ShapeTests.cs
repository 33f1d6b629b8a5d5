using System.Globalization;
using System.Text.Json;
using ApiKeys.Stores;

namespace ApiKeys.Management.Tests;

/// <summary>ATTACKS AC-144, 155, 165, 171, 214; CONTRACT S-7, P-5: what answers hold, and what they never do.</summary>
[TestFixture(StoreKind.Memory)]
[TestFixture(StoreKind.PostgreSql)]
internal sealed class ShapeTests(StoreKind store)
{
    private const string Key = "id tenant_id name environment mode status key_hint scopes unrestricted rate_limit_per_hour rate_limits allowed_ips customer_ids metadata created_at created_by not_before expires_at disabled_at revoked_at revoked_by revoked_reason version";
    private const string Listed = Key + " usage_count last_used_at";
    private const string Issued = Key + " key warnings";
    private const string Entry = "id at action key_id key_name tenant_id actor address changes";

    [Test]
    public async Task AC_155_S_7_every_answer_has_its_fields_and_no_others()
    {
        await using var host = await ManagementHost.StartAsync(store, keys: keys => keys.ConfigurePolicy(policy => policy.Temporary.Environment = "live"));
        var created = await host.CreateAsync("admA", "\"rate_limits\":[{\"permits\":5,\"window_seconds\":60}],\"allowed_ips\":[\"10.0.0.0/8\"]", "Idempotency-Key: a");
        var id = created.Json.GetProperty("id").GetString();
        Assert.That(Fields(created.Json), Is.EqualTo(Issued));
        Assert.That(Fields(created.Json.GetProperty("rate_limits")[0]), Is.EqualTo("permits window_seconds algorithm"));
        Assert.That(created.Json.GetProperty("created_at").GetString(), Does.Match(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"));
        await AssertFieldsAsync("GET", $"/{id}", null, Listed);
        await AssertFieldsAsync("PATCH", $"/{id}", """{"name":"x"}""", Key);
        await AssertFieldsAsync("POST", $"/{id}/disable", null, Key);
        await AssertFieldsAsync("POST", $"/{id}/enable", null, Key);
        await AssertFieldsAsync("POST", $"/{id}/regenerate", null, Issued);
        await AssertFieldsAsync("POST", $"/{id}/rotate", """{"grace_seconds":60}""", Issued);
        await AssertFieldsAsync("POST", "/temporary", null, Issued);
        var usage = await AssertFieldsAsync("GET", $"/{id}/usage", null, "usage_count last_used_at secrets interval from until series");
        Assert.That(Fields(usage.GetProperty("secrets")[0]), Is.EqualTo("key_hint created_at expires_at usage_count last_used_at safe_to_retire"));
        var simulated = await AssertFieldsAsync("POST", $"/{id}/simulate", """{"address":"10.0.0.1","scopes":["a:b"]}""", "passes refused_by checks missing_scopes quota");
        Assert.That(Fields(simulated.GetProperty("quota")), Is.EqualTo("permits window_seconds remaining reset_after_seconds"));
        await AssertFieldsAsync("POST", $"/{id}/revoke", null, Key);
        var list = await AssertFieldsAsync("GET", "", null, "keys next_cursor total");
        Assert.That(list.GetProperty("keys").EnumerateArray().Select(Fields), Is.All.EqualTo(Listed));
        foreach (var path in new[] { "/audit", $"/{id}/audit" })
        {
            var trail = await AssertFieldsAsync("GET", path, null, "entries next_cursor");
            Assert.That(trail.GetProperty("entries").EnumerateArray().Select(Fields), Is.All.EqualTo(Entry));
            Assert.That(trail.GetProperty("entries").EnumerateArray().SelectMany(entry => entry.GetProperty("changes").EnumerateArray()).Select(Fields), Is.All.EqualTo("field before after"));
        }

        async Task<JsonElement> AssertFieldsAsync(string method, string path, string? body, string fields)
        {
            var response = await host.SendAsync("admA", method, $"/api-keys{path}", body);
            Assert.That(response.Status, Is.InRange(200, 201), $"{method} {path}: {response.Body}");
            Assert.That(response.Header("Content-Type"), Is.EqualTo("application/json"));
            Assert.That(Fields(response.Json), Is.EqualTo(fields), $"{method} {path}");
            return response.Json;
        }
    }

    [Test]
    public async Task AC_144_P_5_counts_are_64_bits_and_tell_which_secret_may_go()
    {
        await using var host = await ManagementHost.StartAsync(store);
        var id = await host.CreateIdAsync("admA");
        var start = host.Host.Clock.GetUtcNow();
        var record = await host.Host.Store.FindByIdAsync(id, CancellationToken.None);
        await CountAsync(record!.Secrets[0].LookupId, (1L << 53) - 1);
        host.Host.Clock.Advance(TimeSpan.FromHours(1));
        await host.SendAsync("admA", "POST", $"/api-keys/{id}/rotate");
        record = await host.Host.Store.FindByIdAsync(id, CancellationToken.None);
        await CountAsync(record!.Secrets[0].LookupId, 2);
        host.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        var usage = (await host.SendAsync("admA", "GET", $"/api-keys/{id}/usage")).Json;
        Assert.That(usage.GetProperty("usage_count").GetInt64(), Is.EqualTo((1L << 53) + 1));
        Assert.That(usage.GetProperty("secrets").EnumerateArray().Select(secret => secret.GetProperty("safe_to_retire").GetBoolean()), Is.EqualTo([false, true]));
        Assert.That(usage.GetProperty("series").GetArrayLength(), Is.EqualTo(2));
        Assert.That((await host.SendAsync("admA", "GET", "/api-keys")).Json.GetProperty("keys")[0].GetProperty("usage_count").GetInt64(), Is.EqualTo((1L << 53) + 1));
        var from = Uri.EscapeDataString(start.AddDays(-1).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture));
        var days = (await host.SendAsync("admA", "GET", $"/api-keys/{id}/usage?interval=day&from={from}")).Json.GetProperty("series");
        Assert.That(days.EnumerateArray().Sum(day => day.GetProperty("usage_count").GetInt64()), Is.EqualTo((1L << 53) + 1));
        foreach (var query in new[] { "interval=week", "from=x", "from=2000-01-01T00:00:00Z", "from=2030-01-01T00:00:00Z&until=2029-01-01T00:00:00Z", "interval=day&from=2000-01-01T00:00:00Z" })
        {
            Assert.That((await host.SendAsync("admA", "GET", $"/api-keys/{id}/usage?{query}")).Status, Is.EqualTo(400), query);
        }

        async Task CountAsync(string lookupId, long count) => await host.Host.Services.GetRequiredService<IApiKeyUsageStore>()
            .AddAsync(new UsageBatch(Guid.NewGuid(), [new SecretUsage(id, lookupId, count, host.Host.Clock.GetUtcNow(), null)]), CancellationToken.None);
    }

    [Test]
    public async Task AC_165_a_deleted_key_is_gone_and_its_history_stays()
    {
        await using var host = await ManagementHost.StartAsync(store);
        var created = await host.CreateAsync("admA", "\"scopes\":[\"leads:read\"]");
        var id = created.Json.GetProperty("id").GetString();
        Assert.That((await host.SendAsync("admA", "DELETE", $"/api-keys/{id}")).Status, Is.EqualTo(204));
        foreach (var (method, path) in new[] { ("GET", ""), ("DELETE", ""), ("POST", "/revoke"), ("POST", "/enable"), ("GET", "/usage") })
        {
            Assert.That((await host.SendAsync("admA", method, $"/api-keys/{id}{path}")).Status, Is.EqualTo(404), path);
        }

        Assert.That((await host.SendAsync(created.Json.GetProperty("key").GetString()!, "GET", "/leads")).Status, Is.EqualTo(401));
        var trail = (await host.SendAsync("admA", "GET", $"/api-keys/{id}/audit")).Json.GetProperty("entries").EnumerateArray();
        Assert.That(trail.Select(entry => entry.GetProperty("action").GetString()), Is.EqualTo(["api_key.delete", "api_key.create"]));
        Assert.That(await host.CountAsync("admA"), Is.Zero);
    }

    [Test]
    public async Task AC_171_the_trail_tells_who_did_what_and_no_secret()
    {
        await using var host = await ManagementHost.StartAsync(store);
        var created = await host.CreateAsync("admA");
        var id = created.Json.GetProperty("id").GetString()!;
        await host.SendAsync("admA", "PATCH", $"/api-keys/{id}", """{"name":"other"}""");
        var renewed = await host.SendAsync("svc", "POST", $"/api-keys/{id}/regenerate", null, "X-Tenant-Id: A");
        var trail = await host.SendAsync("admA", "GET", $"/api-keys/{id}/audit");
        var record = await host.Host.Store.FindByIdAsync(id, CancellationToken.None);
        foreach (var text in new[] { created.Json.GetProperty("key").GetString()!, renewed.Json.GetProperty("key").GetString()! })
        {
            Assert.That(trail.Body, Does.Not.Contain(text[text.LastIndexOf('_')..]).And.Not.Contain(record!.Secrets[0].Hash));
        }

        var entries = trail.Json.GetProperty("entries").EnumerateArray().ToList();
        Assert.That(entries.Select(entry => (entry.GetProperty("action").GetString(), entry.GetProperty("actor").GetString(), entry.GetProperty("address").GetString())), Is.EqualTo([
            ("api_key.regenerate", "service_role", "127.0.0.1"), ("api_key.update", "admA", "127.0.0.1"), ("api_key.create", "admA", "127.0.0.1")]));
        Assert.That(entries[1].GetProperty("changes").EnumerateArray().Single().ToString(), Is.EqualTo("""{"field":"name","before":"CRM","after":"other"}"""));
        Assert.That((await host.SendAsync("admA", "GET", "/api-keys/audit?actor=service_role&action=api_key.regenerate")).Json.GetProperty("entries").GetArrayLength(), Is.EqualTo(1));
        Assert.That((await host.SendAsync("admA", "GET", "/api-keys/audit?until=2000-01-01T00:00:00Z")).Json.GetProperty("entries").GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task AC_214_a_spreadsheet_takes_no_cell_for_a_formula()
    {
        await using var host = await ManagementHost.StartAsync(store);
        string[] names = ["=1+1", "+1", "-1", "@x", "plain", "a,b", "say \"hi\""];
        foreach (var name in names)
        {
            await host.SendAsync("admA", "POST", "/api-keys", $$"""{"name":{{JsonSerializer.Serialize(name)}},"environment":"live"}""");
        }

        foreach (var response in new[] { await host.SendAsync("admA", "GET", "/api-keys/audit?format=csv"), await host.SendAsync("admA", "GET", "/api-keys/audit", null, "Accept: text/csv") })
        {
            Assert.That(response.Header("Content-Type"), Is.EqualTo("text/csv; charset=utf-8"));
            Assert.That(response.Body, Does.StartWith("id,at,action,key_id,key_name,").And.Contain(",'=1+1,").And.Contain(",'+1,").And.Contain(",'-1,").And.Contain(",'@x,").And.Contain(",plain,").And.Contain(",\"a,b\",").And.Contain(",\"say \"\"hi\"\"\","));
        }

        var part = await host.SendAsync("admA", "GET", "/api-keys/audit?format=csv&limit=5");
        Assert.That(part.Body.Split("\r\n"), Has.Length.EqualTo(7));
        var next = part.Header("Link").Split('<', '>')[1];
        Assert.That((await host.SendAsync("admA", "GET", $"/api-keys/audit{next}")).Body.Split("\r\n"), Has.Length.EqualTo(4), "the other two");
    }

    [Test]
    public async Task A_list_and_a_trail_are_paged_without_gap_or_repetition()
    {
        await using var host = await ManagementHost.StartAsync(store);
        for (var i = 0; i < 7; i++)
        {
            await host.CreateAsync("admA");
        }

        foreach (var (path, field) in new[] { ("/api-keys", "keys"), ("/api-keys/audit", "entries") })
        {
            var seen = new List<string>();
            for (string? cursor = ""; cursor is not null;)
            {
                var page = (await host.SendAsync("admA", "GET", $"{path}?limit=3{(cursor.Length == 0 ? "" : "&cursor=" + cursor)}")).Json;
                seen.AddRange(page.GetProperty(field).EnumerateArray().Select(entry => entry.GetProperty("id").GetString()!));
                cursor = page.GetProperty("next_cursor").GetString();
            }

            Assert.That(seen, Has.Count.EqualTo(7).And.Unique, path);
        }
    }

    [Test]
    public async Task A_page_asks_once_for_the_use_of_all_its_keys()
    {
        var usage = new CountingUsageStore();
        await using var host = await ManagementHost.StartAsync(store, services: builder => builder.Services.AddSingleton<IApiKeyUsageStore>(usage));
        for (var i = 0; i < 5; i++)
        {
            await host.CreateAsync("admA");
        }

        var before = usage.Questions;
        Assert.That((await host.SendAsync("admA", "GET", "/api-keys")).Json.GetProperty("keys").GetArrayLength(), Is.EqualTo(5));
        Assert.That(usage.Questions - before, Is.EqualTo(1));
    }

    [Test]
    public async Task A_simulation_says_which_check_refuses_and_spends_nothing()
    {
        await using var host = await ManagementHost.StartAsync(store);
        var id = await host.CreateIdAsync("admA", "\"scopes\":[\"leads:read\"],\"allowed_ips\":[\"10.0.0.0/8\"]");
        await AssertAsync("""{"scopes":["leads:read"],"address":"10.0.0.1"}""", null);
        await AssertAsync("""{"scopes":["leads:write"]}""", "scopes");
        await AssertAsync("""{"address":"11.0.0.1"}""", "address");
        Assert.That((await host.SendAsync("admA", "POST", $"/api-keys/{id}/simulate", """{"address":"1"}""")).Status, Is.EqualTo(400));
        await host.SendAsync("admA", "POST", $"/api-keys/{id}/disable");
        await AssertAsync("{}", "state");

        async Task AssertAsync(string body, string? refusedBy)
        {
            var answer = (await host.SendAsync("admA", "POST", $"/api-keys/{id}/simulate", body)).Json;
            Assert.That((answer.GetProperty("passes").GetBoolean(), answer.GetProperty("refused_by").GetString()), Is.EqualTo((refusedBy is null, refusedBy)));
            Assert.That(answer.GetProperty("quota").GetProperty("remaining").GetInt64(), Is.EqualTo(999), "what would be left behind the first request, each time");
        }
    }

    private static string Fields(JsonElement json) => string.Join(' ', json.EnumerateObject().Select(member => member.Name));
}
