using System.Security.Cryptography;
using System.Text.Json;
using ApiKeys.Signing;

namespace ApiKeys.Management.Tests;

/// <summary>CONTRACT S-30, S-35, C10: keys that sign, issued and renewed over HTTP.</summary>
[TestFixture(StoreKind.Memory)]
[TestFixture(StoreKind.PostgreSql)]
internal sealed class SignedKeyTests(StoreKind store)
{
    private const string SecretPattern = "^secret_[0-9A-Za-z]{43}$";
    private const string Signed = "\"mode\":\"signed\",\"scopes\":[\"leads:read\"]";
    private ManagementHost _host = null!;

    [SetUp]
    public async Task StartAsync() => _host = await ManagementHost.StartAsync(
        store,
        keys => keys.ConfigurePolicy(policy => policy.Modes.Add(ApiKeyMode.Signed)),
        services: builder => builder.Services.PostConfigure<AspNetCore.Authentication.ApiKeyAuthenticationOptions>(ApiKeyDefaults.AuthenticationScheme, options => options.Transports |= ApiKeyTransports.Signature));

    [TearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task S_35_a_key_that_signs_is_answered_with_both_values_once()
    {
        var created = (await _host.CreateAsync("admA", Signed)).Json;
        Assert.That((Text(created, "mode"), created.TryGetProperty("api_key_secret", out _)), Is.EqualTo(("signed", true)));
        Assert.That(Text(created, "api_key_secret"), Does.Match(SecretPattern));
        Assert.That((await SignAsync(created)).Status, Is.EqualTo(200));
        var id = Text(created, "id");
        foreach (var path in new[] { "", $"/{id}", $"/{id}/audit", "/audit?format=csv", $"/{id}/usage" })
        {
            var answer = await _host.SendAsync("admA", "GET", "/api-keys" + path);
            Assert.That(answer.Body, Does.Not.Contain(Text(created, "api_key_secret")).And.Not.Contain("api_key_secret").And.Not.Contain("$p2s"), path);
        }

        var bearer = (await _host.CreateAsync("admA")).Json;
        Assert.That((Text(bearer, "mode"), bearer.TryGetProperty("api_key_secret", out _)), Is.EqualTo(("bearer", false)));
    }

    [Test]
    public async Task S_30_renewing_gives_both_values_anew()
    {
        var created = (await _host.CreateAsync("admA", Signed)).Json;
        var rotated = await _host.SendAsync("admA", "POST", $"/api-keys/{Text(created, "id")}/rotate");
        Assert.That(rotated.Status, Is.EqualTo(201));
        Assert.That((await SignAsync(created)).Status, Is.EqualTo(200), "AC-204: the old pair");
        Assert.That((await SignAsync(rotated.Json)).Status, Is.EqualTo(200), "and the new one");
        var regenerated = (await _host.SendAsync("admA", "POST", $"/api-keys/{Text(created, "id")}/regenerate")).Json;
        Assert.That((await SignAsync(rotated.Json)).Status, Is.EqualTo(401));
        Assert.That((await SignAsync(regenerated)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task AC_159_a_repetition_is_told_neither_value()
    {
        const string Line = "Idempotency-Key: once";
        var first = (await _host.CreateAsync("admA", Signed, Line)).Json;
        var again = await _host.SendAsync("admA", "POST", "/api-keys", $$"""{"name":"CRM","environment":"live",{{Signed}}}""", Line);
        Assert.That((again.Status, Text(again.Json, "id")), Is.EqualTo((200, Text(first, "id"))));
        Assert.That((again.Json.GetProperty("key").ValueKind, again.Json.GetProperty("api_key_secret").ValueKind), Is.EqualTo((JsonValueKind.Null, JsonValueKind.Null)));
    }

    [Test]
    public async Task C_10_a_mode_is_for_life_and_one_that_the_host_issues()
    {
        foreach (var (members, field) in new[] { ("\"mode\":\"both\"", "mode"), ("\"mode\":\"signed\",\"signing_scheme\":\"x\"", "signing_scheme"), ("\"signing_scheme\":\"rfc9421\"", "mode") })
        {
            var refused = await _host.SendAsync("admA", "POST", "/api-keys", $$"""{"name":"x","environment":"live",{{members}}}""");
            Assert.That((refused.Status, CreateTests.FieldsOf(refused)), Is.EqualTo((400, field)), members);
        }

        var id = await _host.CreateIdAsync("admA");
        var edited = await _host.SendAsync("admA", "PATCH", $"/api-keys/{id}", """{"name":"y","mode":"signed"}""");
        Assert.That((edited.Status, CreateTests.FieldsOf(edited)), Is.EqualTo((400, "mode")));
        await using var bearer = await ManagementHost.StartAsync(store);
        var other = await bearer.SendAsync("admA", "POST", "/api-keys", """{"name":"x","environment":"live","mode":"signed"}""");
        Assert.That((other.Status, CreateTests.FieldsOf(other)), Is.EqualTo((400, "mode")));
        Assert.That(Text((await _host.CreateAsync("admA", "\"mode\":\"signed\",\"signing_scheme\":\"rfc9421\"")).Json, "api_key_secret"), Does.Match(SecretPattern));
    }

    private Task<RawResponse> SignAsync(JsonElement key)
    {
        var (signingKey, signature, now) = (new byte[32], new byte[32], _host.Host.Clock.GetUtcNow().ToUnixTimeSeconds());
        P2sSignV1.DeriveKey(Text(key, "api_key_secret"), Text(key, "key"), signingKey);
        P2sSignV1.Sign(signingKey, now, "GET", "/leads", SHA256.HashData([]), signature);
        return _host.Host.GetAsync("/leads", "Authorization: " + P2sSignV1.WriteHeader(Text(key, "key"), now, signature));
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
