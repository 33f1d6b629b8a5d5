using ApiKeys.AspNetCore.Profiles;

namespace ApiKeys.Management.Tests.Profiles;

/// <summary>CONTRACT G-1 to G-9: what GetKeyManager's page says. The host's environment is Production.</summary>
[TestFixture(StoreKind.Memory)]
[TestFixture(StoreKind.PostgreSql)]
internal sealed class GetKeyManagerTests(StoreKind store)
{
    private const string New = """{"name":"Main Website Integration","environment":"Production","scopes":["leads:read"],"rate_limit_per_hour":2}""";
    private ProfileHost _host = null!;

    [SetUp]
    public async Task StartAsync() => _host = await ProfileHost.StartAsync(ApiKeyProfiles.GetKeyManager, "/api-keys", store);

    [TearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task G_01_G_06_the_environment_is_one_of_three_and_binding_is_strict()
    {
        Assert.That((await _host.UseAsync((await CreateAsync(New))["key"]!)).Status, Is.EqualTo(200));
        foreach (var other in new[] { "Staging", "Development" })
        {
            var key = await CreateAsync(New.Replace("Production", other, StringComparison.Ordinal));
            Assert.That((await _host.UseAsync(key["key"]!)).Status, Is.EqualTo(401), other);
        }

        Assert.That((await _host.ManageAsync("admA", "POST", "", New.Replace("Production", "production", StringComparison.Ordinal))).Status, Is.EqualTo(400));
        Assert.That((await _host.ManageAsync("admA", "POST", "", """{"name":"x"}""")).Status, Is.EqualTo(400), "it has to be said");
    }

    [Test]
    public async Task G_02_a_key_has_the_forms_fields_and_an_optional_end()
    {
        var key = await CreateAsync(New);
        Assert.That((key["expires_at"], key["rate_limit_per_hour"]), Is.EqualTo(("", "2")), "no end unless it is asked for");
        Assert.That((await _host.ManageAsync("admA", "GET", $"/{key["id"]}")).Body, Does.Not.Contain(key["key"]!), "shown once");
        var ending = await CreateAsync("""{"name":"x","environment":"Production","scopes":["leads:read"],"expires_in_days":1}""");
        _host.Clock.Advance(TimeSpan.FromDays(1));
        Assert.That((await _host.UseAsync(ending["key"]!)).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task G_09_what_the_page_does_not_say_is_the_librarys_own()
    {
        var key = await CreateAsync(New);
        Assert.That(key["key"], Does.Match("^ak_production_[0-9A-Za-z]{12}_[0-9A-Za-z]{38}$"));
        var record = await _host.Services.GetRequiredService<ApiKeyDirectory>().GetAsync(key["id"]!, ApiKeyActor.Host, default);
        Assert.That(record!.Secrets.Single().Hash, Does.StartWith("$sha256$"));
        Assert.That((await _host.SendAsync("GET", "/leads", null, ("X-API-Key", key["key"]!))).Status, Is.EqualTo(401), "keys are bearer tokens");
    }

    [Test]
    public async Task G_03_C_02_the_list_has_permissions_status_last_use_and_limits()
    {
        var ended = await CreateAsync("""{"name":"ended","environment":"Production","scopes":["leads:read"],"expires_in_days":1}""");
        _host.Clock.Advance(TimeSpan.FromDays(2));
        var off = await CreateAsync(New);
        await _host.ManageAsync("admA", "POST", $"/{off["id"]}/revoke");
        var gone = await CreateAsync(New);
        await _host.ManageAsync("admA", "POST", $"/{gone["id"]}/revoke", """{"final":true}""");
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        await CreateAsync(New);
        var keys = (await _host.ManageAsync("admA", "GET")).Json.GetProperty("keys").EnumerateArray().ToList();
        Assert.That(keys.Select(key => key.GetProperty("status").GetString()), Is.EqualTo(new[] { "Active", "Inactive", "Inactive", "Expired" }));
        Assert.That(keys[0].TryGetProperty("scopes", out _) && keys[0].TryGetProperty("last_used_at", out _) && keys[0].TryGetProperty("rate_limits", out _));
        Assert.That((await _host.ManageAsync("admA", "GET", "?status=Inactive"))["total"], Is.EqualTo("2"), "one word for disabled and revoked");
        Assert.That((await _host.ManageAsync("admA", "GET", "?status=Expired")).Json.GetProperty("keys")[0].GetProperty("id").GetString(), Is.EqualTo(ended["id"]));
    }

    [Test]
    public async Task G_04_C_05_regenerate_keeps_everything_but_the_text_and_ends_the_old_one_at_once()
    {
        var before = await CreateAsync(New);
        var after = await _host.ManageAsync("admA", "POST", $"/{before["id"]}/regenerate");
        Assert.That(after.Status, Is.EqualTo(201));
        foreach (var member in new[] { "id", "name", "scopes", "environment", "rate_limits", "customer_ids", "expires_at", "created_at", "created_by" })
        {
            Assert.That(after[member], Is.EqualTo(before[member]), member);
        }

        Assert.That(after["key"], Is.Not.EqualTo(before["key"]));
        Assert.That((await _host.UseAsync(before["key"]!)).Status, Is.EqualTo(401));
        Assert.That((await _host.UseAsync(after["key"]!)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task G_05_C_15_revoke_switches_off_final_withdraws_and_nothing_is_deleted()
    {
        var key = await CreateAsync(New);
        await _host.ManageAsync("admA", "POST", $"/{key["id"]}/revoke");
        Assert.That((await _host.UseAsync(key["key"]!)).Status, Is.EqualTo(401));
        Assert.That((await _host.ManageAsync("admA", "POST", $"/{key["id"]}/enable")).Status, Is.EqualTo(200));
        Assert.That((await _host.UseAsync(key["key"]!)).Status, Is.EqualTo(200));
        var final = await _host.ManageAsync("admA", "POST", $"/{key["id"]}/revoke", """{"final":true,"reason":"compromised"}""");
        Assert.That((final["status"], final["revoked_reason"]), Is.EqualTo(("Inactive", "compromised")));
        Assert.That((await _host.ManageAsync("admA", "POST", $"/{key["id"]}/enable")).Status, Is.EqualTo(409));
        Assert.That((await _host.ManageAsync("admA", "DELETE", $"/{key["id"]}")).Status, Is.EqualTo(403));
        Assert.That((await _host.ManageAsync("admA", "GET", $"/{key["id"]}")).Status, Is.EqualTo(200), "the history stays");
    }

    [Test]
    public async Task G_06_C_13_refusals_are_a_status_and_the_limit_can_be_raised_later()
    {
        var key = await CreateAsync(New);
        await _host.UseAsync(key["key"]!);
        await _host.UseAsync(key["key"]!);
        var over = await _host.UseAsync(key["key"]!);
        Assert.That((over.Status, over.Body), Is.EqualTo((429, "")));
        Assert.That((await _host.ManageAsync("admA", "PATCH", $"/{key["id"]}", """{"rate_limit_per_hour":3}""")).Status, Is.EqualTo(200));
        Assert.That((await _host.UseAsync(key["key"]!)).Status, Is.EqualTo(200));
        Assert.That((await _host.ManageAsync("admA", "PATCH", $"/{key["id"]}", """{"name":"x"}""")).Status, Is.EqualTo(400), "C17: the limit alone");
        var narrow = await CreateAsync("""{"name":"x","environment":"Production"}""");
        var forbidden = await _host.UseAsync(narrow["key"]!);
        Assert.That((forbidden.Status, forbidden.Body), Is.EqualTo((403, "")));
    }

    [Test]
    public async Task G_07_a_key_of_one_customer_opens_that_one()
    {
        var key = await CreateAsync("""{"name":"x","environment":"Production","scopes":["leads:read"],"customer_ids":["c-1"]}""");
        Assert.That((await _host.UseAsync(key["key"]!, "/customers/c-1")).Status, Is.EqualTo(200));
        Assert.That((await _host.UseAsync(key["key"]!, "/customers/c-2")).Status, Is.EqualTo(403));
        Assert.That((await _host.UseAsync(key["key"]!)).Status, Is.EqualTo(403), "an endpoint that names no customer");
        Assert.That((await _host.ManageAsync("admA", "POST", "", """{"name":"x","environment":"Production","customer_ids":[]}""")).Status, Is.EqualTo(400));
    }

    private async Task<Answer> CreateAsync(string body)
    {
        var answer = await _host.ManageAsync("admA", "POST", "", body);
        Assert.That(answer.Status, Is.EqualTo(201), answer.Body);
        return answer;
    }
}
