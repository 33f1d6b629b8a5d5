using System.Text;
using ApiKeys.AspNetCore.Tests.Host;
using ApiKeys.Format;
using ApiKeys.Management;
using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.Tests;

/// <summary>Keys in appsettings: hashes alone, read-only.</summary>
internal sealed class ConfiguredKeysTests
{
    private TestKey _key;

    [SetUp]
    public async Task MakeAKeyAsync()
    {
        await using var host = await ApiKeyHost.StartAsync();
        _key = await host.IssueAsync();
    }

    [Test]
    public async Task A_key_from_appsettings_opens_with_what_stands_beside_it()
    {
        await using var host = await StartAsync(Settings($$"""
            { "Id": "ci", "Name": "Build server", "LookupId": "{{_key.Record.Secrets[0].LookupId}}", "Hash": "{{_key.Record.Secrets[0].Hash}}",
              "TenantId": "acme", "Environment": "live", "Scopes": [ "leads:read", "leads:write" ] }
            """));
        var response = await host.GetAsync("/me", _key.Bearer);
        Assert.That(response.Status, Is.EqualTo(200), response.Body);
        Assert.That(response.Json.GetProperty("key_id").GetString(), Is.EqualTo("ci"));
        Assert.That(response.Json.GetProperty("tenant_id").GetString(), Is.EqualTo("acme"));
        Assert.That(response.Json.GetProperty("scopes").GetArrayLength(), Is.EqualTo(2));
        Assert.That((await host.GetAsync("/me", _key.Bearer + "x")).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task A_configured_key_obeys_address_expiry_and_switch()
    {
        await using var host = await StartAsync(Settings($$"""
            { "Id": "ci", "LookupId": "{{_key.Record.Secrets[0].LookupId}}", "Hash": "{{_key.Record.Secrets[0].Hash}}",
              "Environment": "live", "AllowedIps": [ "127.0.0.1" ], "ExpiresAt": "2026-01-01T01:00:00+00:00" }
            """));
        Assert.That((await host.GetAsync("/me", _key.Bearer)).Status, Is.EqualTo(200));
        Assert.That((await host.GetAsync("/me", _key.Bearer, $"{ApiKeyHost.RemoteHeader}: 10.0.0.1")).Status, Is.EqualTo(403));
        host.Clock.Advance(TimeSpan.FromHours(1));
        Assert.That((await host.GetAsync("/me", _key.Bearer)).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task Configured_keys_stand_in_front_of_a_store_that_issues_others()
    {
        await using var host = await StartAsync(Settings($$"""
            { "Id": "ci", "LookupId": "{{_key.Record.Secrets[0].LookupId}}", "Hash": "{{_key.Record.Secrets[0].Hash}}", "Environment": "live" }
            """));
        var other = await host.IssueAsync();
        Expect.Accepted(await host.GetAsync("/me", other.Bearer), other);
        Assert.That((await host.GetAsync("/me", _key.Bearer)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task A_host_with_configured_keys_alone_issues_none_and_says_why()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddApiKeys(options => options.Environment = "live").AddConfiguredKeys(Section(Settings($$"""
            { "Id": "ci", "LookupId": "{{_key.Record.Secrets[0].LookupId}}", "Hash": "{{_key.Record.Secrets[0].Hash}}", "Environment": "live" }
            """)));
        builder.Services.AddAuthentication().AddApiKey();
        await using var app = builder.Build();
        await app.StartAsync();
        var result = await app.Services.GetRequiredService<ApiKeyManager>().IssueAsync(new IssueApiKeyRequest { Name = "x", Environment = "live" }, default);
        Assert.That(result.Succeeded, Is.False);
        Assert.That(result.Errors.Single().Code, Is.EqualTo(ApiKeyErrorCode.ReadOnly));
    }

    [Test]
    public void A_key_written_where_its_hash_belongs_stops_the_start_without_showing_it()
    {
        var exception = Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(Settings($$"""
            { "Id": "ci", "LookupId": "x", "Hash": "{{_key.Text}}" }
            """)));
        Assert.That(exception!.Message, Does.Contain("'ci'").And.Contain("never the key itself").And.Not.Contain(_key.Text));
    }

    [TestCase(""" "AllowedIps": "10.0.0.0/8" """, "AllowedIps")]
    [TestCase(""" "CustomerIds": "c1" """, "CustomerIds")]
    [TestCase(""" "Scopes": "leads:read" """, "Scopes")]
    [TestCase(""" "AllowedIps": [ { "Ip": "10.0.0.0/8" } ] """, "AllowedIps")]
    [TestCase(""" "AllowedIps": [ [ "10.0.0.0/8" ] ] """, "AllowedIps")]
    [TestCase(""" "AllowedIps": [ null ] """, "AllowedIps")]
    [TestCase(""" "ExpiresAt": [ "2026-01-01T01:00:00+00:00" ] """, "ExpiresAt")]
    [TestCase(""" "AllowedIp": [ "10.0.0.0/8" ] """, "AllowedIp")]
    [TestCase(""" "ExpireAt": "2026-01-01T01:00:00+00:00" """, "ExpireAt")]
    [TestCase(""" "Disabled": "maybe" """, "Disabled")]
    public void A_member_that_is_misspelt_or_of_another_form_stops_the_start_instead_of_opening_the_key(string member, string named)
    {
        var exception = Assert.CatchAsync(() => StartAsync(Settings($$"""
            { "Id": "ci", "LookupId": "x", "Hash": "{{_key.Record.Secrets[0].Hash}}", "Environment": "live", {{member}} }
            """)));
        Assert.That(exception!.ToString(), Does.Contain(named).And.Not.Contain(_key.Record.Secrets[0].Hash));
    }

    [TestCase("""{ "ApiKeys": { "Keys": [ "secret" ] } }""")]
    [TestCase("""{ "ApiKeys": { "Keys": "secret" } }""")]
    [TestCase("""{ "ApiKeys": { "Key": [ { "Id": "secret" } ] } }""")]
    [TestCase("""{ "ApiKeys": "secret" }""")]
    public void Keys_of_another_form_stop_the_start_without_being_shown(string json)
    {
        var exception = Assert.CatchAsync(() => StartAsync(json));
        Assert.That(exception!.ToString(), Does.Contain("ApiKeys").And.Not.Contain("secret"));
    }

    [TestCase("""{ "Id": "ci", "LookupId": "x", "Environment": "live", "AllowedIps": [], "Scopes": [], "TenantId": null, "Hash": """)]
    [TestCase("""{ "Id": "ci", "LookupId": "x", "Environment": "live", "AllowedIps": [ "10.0.0.0/8", "::1" ], "Disabled": true, "RateLimitPerHour": 5, "Hash": """)]
    public async Task The_right_form_starts(string beginning)
    {
        await using var host = await StartAsync(Settings($$"""{{beginning}} "{{_key.Record.Secrets[0].Hash}}" }"""));
        Assert.That((await host.GetAsync("/open")).Status, Is.EqualTo(200));
    }

    [Test]
    public void An_empty_section_is_named_where_there_is_no_other_store()
    {
        var exception = Assert.ThrowsAsync<OptionsValidationException>(() => StartAloneAsync("{}"));
        Assert.That(exception!.Message, Is.EqualTo("AddConfiguredKeys found no Keys in the section 'ApiKeys'."));
    }

    [Test]
    public async Task An_empty_section_beside_a_store_starts()
    {
        await using var host = await StartAsync("{}");
        Assert.That((await host.GetAsync("/open")).Status, Is.EqualTo(200));
    }

    private static async Task StartAloneAsync(string json)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddApiKeys(options => options.Environment = "live").AddConfiguredKeys(Section(json));
        builder.Services.AddAuthentication().AddApiKey();
        await using var app = builder.Build();
        await app.StartAsync();
    }

    private static string Settings(string key) => $$"""{ "ApiKeys": { "Keys": [ {{key}} ] } }""";

    private static IConfigurationSection Section(string json) => new ConfigurationBuilder()
        .AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json)))
        .Build()
        .GetSection("ApiKeys");

    private static Task<ApiKeyHost> StartAsync(string json) =>
        ApiKeyHost.StartAsync(keys: keys => keys.ConfigureFormat(format => format.Template = KeyTemplate.Standard("sk")).AddConfiguredKeys(Section(json)));
}
