using System.Text.Json;

namespace ApiKeys.Management.Tests;

/// <summary>ATTACKS AC-063, 071, 072, 099, 100, 101, 112, 143, 158, 159; CONTRACT P-1, P-8, C4: what a creation takes and gives.</summary>
[TestFixture(StoreKind.Memory)]
[TestFixture(StoreKind.PostgreSql)]
internal sealed class CreateTests(StoreKind store)
{
    private static readonly string[] AllWarnings = ["no_expiry", "unrestricted", "no_ip_list", "duplicate_name"];

    [Test]
    public async Task AC_099_P_1_what_is_left_out_has_safe_defaults()
    {
        await using var host = await ManagementHost.StartAsync(store);
        var key = (await host.CreateAsync("admA")).Json;
        Assert.That(key.GetProperty("scopes").GetArrayLength(), Is.Zero);
        Assert.That(key.GetProperty("unrestricted").GetBoolean(), Is.False);
        Assert.That(key.GetProperty("rate_limit_per_hour").GetInt64(), Is.EqualTo(1000));
        Assert.That(key.GetProperty("expires_at").GetDateTimeOffset() - key.GetProperty("created_at").GetDateTimeOffset(), Is.EqualTo(TimeSpan.FromDays(90)));
        Assert.That(key.GetProperty("tenant_id").GetString(), Is.EqualTo("A"));
        var response = await host.SendAsync("admA", "POST", "/api-keys", """{"name":"x"}""");
        Assert.That((response.Status, FieldsOf(response)), Is.EqualTo((400, "environment")));
    }

    [Test]
    public async Task AC_100_a_key_without_restriction_opens_no_endpoint_that_does_not_say_so()
    {
        await using var host = await ManagementHost.StartAsync(store, pipeline: app => app.MapGet("/new", () => "open").RequireScopes("leads:read").AllowUnrestrictedKeys());
        var text = (await host.CreateAsync("admA", "\"unrestricted\":true")).Json.GetProperty("key").GetString()!;
        Assert.That(((await host.SendAsync(text, "GET", "/leads")).Status, (await host.SendAsync(text, "GET", "/new")).Status), Is.EqualTo((403, 200)));
    }

    [Test]
    public async Task AC_101_nothing_that_its_creator_writes_becomes_a_claim()
    {
        await using var host = await ManagementHost.StartAsync(store, pipeline: app =>
            app.MapGet("/claims", (HttpContext context) => context.User.Claims.Select(claim => $"{claim.Type}={claim.Value}")).RequireScopes());
        var created = await host.SendAsync("admA", "POST", "/api-keys", """{"name":"role=admin","environment":"live","metadata":{"role":"admin","sub":"admA"}}""");
        var claims = (await host.SendAsync(created.Json.GetProperty("key").GetString()!, "GET", "/claims")).Json.EnumerateArray().Select(claim => claim.GetString()!).ToList();
        Assert.That(claims, Has.Some.EndsWith(created.Json.GetProperty("id").GetString()!));
        Assert.That(claims.Where(claim => claim.StartsWith("role", StringComparison.Ordinal) || claim.Contains("/role=", StringComparison.Ordinal) || claim.EndsWith("=admA", StringComparison.Ordinal) || claim.Contains("nameidentifier", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task AC_063_the_text_of_a_key_is_in_the_201_and_nowhere_else()
    {
        await using var host = await ManagementHost.StartAsync(store);
        var created = await host.CreateAsync("admA", "\"scopes\":[\"leads:read\"]");
        var (id, text) = (created.Json.GetProperty("id").GetString()!, created.Json.GetProperty("key").GetString()!);
        Assert.That(created.Header("Cache-Control"), Is.EqualTo("no-store"));
        Assert.That((await host.SendAsync(text, "GET", "/leads")).Body, Is.EqualTo(id));
        var secret = text[text.LastIndexOf('_')..];
        foreach (var path in new[] { "", $"/{id}", $"/{id}/usage", $"/{id}/audit", "/audit", "/audit?format=csv" })
        {
            var response = await host.SendAsync("admA", "GET", $"/api-keys{path}");
            Assert.That(response.Status, Is.EqualTo(200));
            Assert.That(response.Fingerprint, Does.Not.Contain(secret).And.Not.Contain("$sha256$"), path);
        }

        Assert.That(host.Host.Log.Where(line => line.Text.Contains(secret, StringComparison.Ordinal)), Is.Empty);
    }

    [TestCase("\"expires_in_days\":0")]
    [TestCase("\"expires_in_days\":-1")]
    [TestCase("\"expires_in_days\":36501")]
    [TestCase("\"expires_in_days\":2147483647")]
    [TestCase("\"expires_in_days\":9223372036854775807")]
    [TestCase("\"expires_in_days\":1.5")]
    [TestCase("\"expires_in_days\":\"90\"")]
    [TestCase("\"expires_in_days\":1e3")]
    [TestCase("\"expires_in_days\":null")]
    [TestCase("\"expires_in_days\":1,\"expires_at\":null", "expires_at")]
    [TestCase("\"expires_in_days\":1,\"expires_on\":\"2030-01-01\"", "expires_on")]
    [TestCase("\"expires_at\":\"2020-01-01T00:00:00Z\"", "expires_at")]
    [TestCase("\"expires_at\":\"9999-12-31T23:59:59Z\"", "expires_at")]
    [TestCase("\"expires_at\":\"9999-12-31T23:59:59-14:00\"", "expires_at")]
    [TestCase("\"expires_at\":\"2030-01-01T00:00:00\"", "expires_at")]
    [TestCase("\"expires_at\":\"2030-01-01T00:00:60Z\"", "expires_at")]
    [TestCase("\"expires_at\":\"2030-01-01T00:00:00+2\"", "expires_at")]
    [TestCase("\"expires_at\":\"2030-01-01T00:00:00+0200\"", "expires_at")]
    [TestCase("\"expires_at\":\"10000-01-01T00:00:00Z\"", "expires_at")]
    [TestCase("\"expires_at\":\"2030-01-01\"", "expires_at")]
    [TestCase("\"expires_at\":1893456000", "expires_at")]
    [TestCase("\"expires_on\":\"2030-02-30\"", "expires_on")]
    [TestCase("\"expires_on\":null", "expires_on")]
    public async Task AC_071_AC_072_an_end_that_is_none_is_refused(string members, string field = "expires_in_days")
    {
        await using var host = await ManagementHost.StartAsync(store);
        var response = await host.SendAsync("admA", "POST", "/api-keys", $$"""{"name":"x","environment":"live",{{members}}}""");
        Assert.That((response.Status, response.ErrorCode, FieldsOf(response)), Is.EqualTo((400, "VALIDATION_ERROR", field)), response.Body);
        Assert.That(await host.CountAsync("admA"), Is.Zero);
    }

    [TestCase("\"expires_at\":\"2030-01-01T14:00:00+14:00\"", "2030-01-01T00:00:00.000Z")]
    [TestCase("\"expires_at\":\"2029-12-31T10:00:00.000-14:00\"", "2030-01-01T00:00:00.000Z")]
    [TestCase("\"expires_at\":\"2030-03-31T02:30:00+01:00\"", "2030-03-31T01:30:00.000Z")]
    [TestCase("\"expires_at\":\"2030-01-01T00:00:00.5Z\"", "2030-01-01T00:00:00.500Z")]
    [TestCase("\"expires_on\":\"2030-01-01\"", "2030-01-02T00:00:00.000Z")]
    [TestCase("\"expires_at\":null", null)]
    public async Task AC_072_C4_an_end_is_stored_as_the_instant_that_was_meant(string members, string? expected)
    {
        await using var host = await ManagementHost.StartAsync(store);
        Assert.That((await host.CreateAsync("admA", members)).Json.GetProperty("expires_at").GetString(), Is.EqualTo(expected));
    }

    [Test]
    public async Task AC_071_a_key_without_an_end_is_refused_where_one_is_required()
    {
        await using var host = await ManagementHost.StartAsync(store, keys: keys => keys.ConfigurePolicy(policy => policy.ExpiryRequired = true));
        var response = await host.SendAsync("admA", "POST", "/api-keys", """{"name":"x","environment":"live","expires_at":null}""");
        Assert.That((response.Status, FieldsOf(response)), Is.EqualTo((400, "expires_at")));
    }

    [TestCase("0", false)]
    [TestCase("-1", false)]
    [TestCase("100001", false)]
    [TestCase("2147483648", false)]
    [TestCase("9223372036854775808", false)]
    [TestCase("1.5", false)]
    [TestCase("1e3", false)]
    [TestCase("\"5000\"", false)]
    [TestCase("null", false)]
    [TestCase("1", true)]
    [TestCase("100000", true)]
    public async Task AC_143_a_limit_is_a_whole_number_within_the_policy(string limit, bool isGood)
    {
        await using var host = await ManagementHost.StartAsync(store, keys: keys => keys.ConfigurePolicy(policy => (policy.MaxRequestsPerHour, policy.AllowUnlimited) = (100_000, false)));
        var response = await host.SendAsync("admA", "POST", "/api-keys", $$"""{"name":"x","environment":"live","rate_limit_per_hour":{{limit}}}""");
        Assert.That(response.Status, Is.EqualTo(isGood ? 201 : 400), response.Body);
        Assert.That(isGood ? "rate_limit_per_hour" : FieldsOf(response), Is.EqualTo("rate_limit_per_hour"));
    }

    [TestCase("\"rate_limit_per_hour\":null", 201)]
    [TestCase("\"rate_limits\":[]", 201)]
    [TestCase("\"rate_limits\":[{\"permits\":5,\"window_seconds\":1,\"algorithm\":\"sliding\"},{\"permits\":10,\"window_seconds\":60}]", 201)]
    [TestCase("\"rate_limits\":null", 400)]
    [TestCase("\"rate_limits\":[{\"permits\":5}]", 400)]
    [TestCase("\"rate_limits\":[{\"permits\":5,\"window_seconds\":0}]", 400)]
    [TestCase("\"rate_limits\":[{\"permits\":5,\"window_seconds\":60,\"algorithm\":\"magic\"}]", 400)]
    [TestCase("\"rate_limits\":[{\"permits\":5,\"window_seconds\":60,\"burst\":2}]", 400)]
    [TestCase("\"rate_limits\":[7]", 400)]
    [TestCase("\"rate_limits\":[],\"rate_limit_per_hour\":1", 400)]
    public async Task C14_limits_are_one_an_hour_or_a_list(string members, int status)
    {
        await using var host = await ManagementHost.StartAsync(store);
        Assert.That((await host.SendAsync("admA", "POST", "/api-keys", $$"""{"name":"x","environment":"live",{{members}}}""")).Status, Is.EqualTo(status));
    }

    [TestCase("\"allowed_ips\":[]", 400)]
    [TestCase("\"allowed_ips\":[\"10.0.0.1/8\"]", 400)]
    [TestCase("\"allowed_ips\":\"10.0.0.0/8\"", 400)]
    [TestCase("\"allowed_ips\":[1]", 400)]
    [TestCase("\"allowed_ips\":null", 201)]
    [TestCase("\"allowed_ips\":[\"10.0.0.0/8\"]", 201)]
    [TestCase("\"customer_ids\":[]", 400)]
    [TestCase("\"customer_ids\":[\"c1\"]", 201)]
    [TestCase("\"unrestricted\":true,\"scopes\":[\"a:b\"]", 400)]
    [TestCase("\"unrestricted\":\"true\"", 400)]
    [TestCase("\"scopes\":null", 400)]
    [TestCase("\"scopes\":\"leads:read\"", 400)]
    [TestCase("\"scopes\":[\"leads:read leads:write\"]", 400)]
    [TestCase("\"scopes\":[\"a:b\",\"a:b\"]", 400)]
    [TestCase("\"scopes\":[null]", 400)]
    [TestCase("\"scopes\":[]", 201)]
    [TestCase("\"metadata\":{\"a\":1}", 400)]
    [TestCase("\"metadata\":[]", 400)]
    [TestCase("\"metadata\":{\"role\":\"admin\"}", 201)]
    public async Task AC_112_AC_094_lists_are_what_they_say(string members, int status)
    {
        await using var host = await ManagementHost.StartAsync(store);
        var response = await host.SendAsync("admA", "POST", "/api-keys", $$"""{"name":"x","environment":"live",{{members}}}""");
        Assert.That(response.Status, Is.EqualTo(status), response.Body);
        Assert.That(status == 201 || FieldsOf(response) == members[1..members.IndexOf(':', StringComparison.Ordinal)].Trim('"') || FieldsOf(response).StartsWith(members[1..4], StringComparison.Ordinal), response.Body);
    }

    [Test]
    public async Task P_8_a_201_says_what_its_owner_may_want_to_think_about()
    {
        await using var host = await ManagementHost.StartAsync(store);
        Assert.That(WarningsOf(await host.CreateAsync("admA", "\"allowed_ips\":[\"10.0.0.0/8\"]")), Is.Empty);
        Assert.That(WarningsOf(await host.CreateAsync("admA", "\"expires_at\":null,\"unrestricted\":true")), Is.EqualTo(AllWarnings));
        Assert.That(WarningsOf(await host.CreateAsync("admB")), Is.EqualTo(["no_ip_list"]), "another tenant's names are none of ours");
    }

    [Test]
    public async Task AC_159_a_repeated_request_makes_one_key_and_shows_no_second_secret()
    {
        await using var host = await ManagementHost.StartAsync(store);
        var first = await host.CreateAsync("admA", "", "Idempotency-Key: one");
        var again = await host.SendAsync("admA", "POST", "/api-keys", """{"name":"CRM","environment":"live"}""", "Idempotency-Key: one");
        Assert.That((again.Status, again.Header("Idempotency-Replayed")), Is.EqualTo((200, "true")));
        Assert.That(again.Json.GetProperty("id").GetString(), Is.EqualTo(first.Json.GetProperty("id").GetString()));
        Assert.That(again.Json.GetProperty("key").ValueKind, Is.EqualTo(JsonValueKind.Null));
        var other = await host.SendAsync("admA", "POST", "/api-keys", """{"name":"other","environment":"live"}""", "Idempotency-Key: one");
        Assert.That((other.Status, other.ErrorCode), Is.EqualTo((422, "IDEMPOTENCY_MISMATCH")));
        await host.CreateAsync("admB", "", "Idempotency-Key: one");
        Assert.That(await host.CountAsync("admA"), Is.EqualTo(1));
    }

    [TestCase("Idempotency-Key: a|Idempotency-Key: a")]
    [TestCase("Idempotency-Key:")]
    [TestCase("LONG")]
    public async Task AC_159_a_key_that_names_nothing_is_refused(string headers)
    {
        await using var host = await ManagementHost.StartAsync(store);
        headers = headers.Replace("LONG", "Idempotency-Key: " + new string('a', 256), StringComparison.Ordinal);
        var response = await host.SendAsync("admA", "POST", "/api-keys", """{"name":"x","environment":"live"}""", headers.Split('|'));
        Assert.That((response.Status, FieldsOf(response)), Is.EqualTo((400, "Idempotency-Key")));
    }

    [Test]
    public async Task AC_159_AC_158_of_many_at_once_one_makes_a_key()
    {
        await using var host = await ManagementHost.StartAsync(store, keys: keys => keys.ConfigurePolicy(policy => policy.MaxKeysPerTenant = 2));
        var same = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.SendAsync("admA", "POST", "/api-keys", """{"name":"x","environment":"live"}""", "Idempotency-Key: one")));
        Assert.That(same.Count(response => response.Status == 201), Is.EqualTo(1));
        Assert.That(same.Count(response => response.Status == 200), Is.EqualTo(19));
        Assert.That(same.Select(response => response.Json.GetProperty("id").GetString()).Distinct().Count(), Is.EqualTo(1));
        Assert.That(same.Count(response => response.Json.GetProperty("key").GetString() is not null), Is.EqualTo(1), "the secret is shown once");
        Assert.That(await host.CountAsync("admA"), Is.EqualTo(1));
        var capped = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.SendAsync("admA", "POST", "/api-keys", """{"name":"x","environment":"live"}""")));
        Assert.That(capped.Count(response => response.Status == 201), Is.EqualTo(1));
        Assert.That(capped.Where(response => response.Status != 201).Select(response => (response.Status, response.ErrorCode)), Is.All.EqualTo((409, "CONFLICT")));
        Assert.That(await host.CountAsync("admA"), Is.EqualTo(2));
    }

    [Test]
    public async Task Every_mistake_is_told_at_once()
    {
        await using var host = await ManagementHost.StartAsync(store);
        var response = await host.SendAsync("admA", "POST", "/api-keys", """{"scopes":7,"rate_limit_per_hour":"5","expires_in_days":0,"color":"red"}""");
        Assert.That(FieldsOf(response), Is.EqualTo("rate_limit_per_hour name scopes expires_in_days color"));
    }

    internal static string FieldsOf(RawResponse response) => response.Json.GetProperty("error").TryGetProperty("details", out var details)
        ? string.Join(' ', details.EnumerateArray().Select(detail => detail.GetProperty("field").GetString()))
        : "";

    private static IEnumerable<string> WarningsOf(RawResponse response) => [.. response.Json.GetProperty("warnings").EnumerateArray().Select(warning => warning.GetString()!)];
}
