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

    [TestCase("\"AllowedIps\": \"10.0.0.0/8\"")]
    [TestCase("\"AllowedIp\": [ \"10.0.0.0/8\" ]")]
    [TestCase("\"CustomerIds\": \"c1\"")]
    [TestCase("\"RateLimitPerHours\": 5")]
    public void A_member_that_is_misspelt_or_of_the_wrong_form_stops_the_start_and_opens_nothing(string member) => Assert.That(
        () => StartAsync(Settings($$"""
            { "Id": "ci", "LookupId": "{{_key.Record.Secrets[0].LookupId}}", "Hash": "{{_key.Record.Secrets[0].Hash}}", "Environment": "live", {{member}} }
            """)),
        Throws.Exception);

    [TestCase("\"Hash\": \"$sha256$AAAA\", \"Environment\": \"live\"", "its Hash cannot be read")]
    [TestCase("\"Hash\": \"$sha256$…\", \"Environment\": \"live\"", "its Hash cannot be read")]
    [TestCase("\"Hash\": \"$sha256$qa2VMuKSMM7dE+HCup5KhrAJ8BbKEBeci7zeRAinN3g\"", "it has no Environment")]
    [TestCase("\"Hash\": \"$sha256$qa2VMuKSMM7dE+HCup5KhrAJ8BbKEBeci7zeRAinN3g\", \"Environment\": \"live\", \"Scopes\": [ \"leads:raed\" ]", "its scope 'leads:raed' is unknown")]
    public void A_key_that_could_never_be_used_stops_the_start_and_says_why(string members, string reason)
    {
        var exception = Assert.ThrowsAsync<OptionsValidationException>(() => ApiKeyHost.StartAsync(keys: keys => keys
            .ConfigureScopes(scopes => scopes.Scopes.Add("leads:read", "Read lead data"))
            .AddConfiguredKeys(Section(Settings($$"""{ "Id": "ci", "LookupId": "x", {{members}} }""")))));
        Assert.That(exception!.Message, Does.Contain("'ci'").And.Contain(reason));
    }

    [Test]
    public void A_key_written_where_its_hash_belongs_stops_the_start_without_showing_it()
    {
        var exception = Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(Settings($$"""
            { "Id": "ci", "LookupId": "x", "Hash": "{{_key.Text}}" }
            """)));
        Assert.That(exception!.Message, Does.Contain("'ci'").And.Contain("never the key itself").And.Not.Contain(_key.Text));
    }

    private static string Settings(string key) => $$"""{ "ApiKeys": { "Keys": [ {{key}} ] } }""";

    private static IConfigurationSection Section(string json) => new ConfigurationBuilder()
        .AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json)))
        .Build()
        .GetSection("ApiKeys");

    private static Task<ApiKeyHost> StartAsync(string json) =>
        ApiKeyHost.StartAsync(keys: keys => keys.ConfigureFormat(format => format.Template = KeyTemplate.Standard("sk")).AddConfiguredKeys(Section(json)));
}
