using ApiKeys.AspNetCore.Authentication;
using ApiKeys.AspNetCore.Tests.Host;
using ApiKeys.Signing;
using Microsoft.AspNetCore.Authentication;

namespace ApiKeys.AspNetCore.Tests.Signing;

/// <summary>Attack cases L: signed requests over real sockets.</summary>
internal sealed class SignedRequestTests
{
    private const string Missing = "Missing or malformed Authorization header. Expected: P2S-SIGN-V1 API_KEY:TIMESTAMP:SIGNATURE";
    private SignedHost _host;
    private SignedKey _key;

    [SetUp]
    public async Task StartAsync()
    {
        _host = await SignedHost.StartAsync();
        _key = await _host.IssueAsync();
    }

    [TearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task S_31_a_signed_request_is_admitted_as_its_key()
    {
        var response = await _host.GetAsync(_key, "/me");
        Expect.Accepted(response, new TestKey(_key.Record, _key.ApiKey));
        Assert.That(response.Json.GetProperty("mode").GetString(), Is.EqualTo("Signed"));
        Assert.That((await _host.PostAsync(_key, "/echo/1", "{\"action\":\"sync\"}")).Status, Is.EqualTo(200));
        Assert.That((await _host.Inner.GetAsync("/me", _key.Sign(_host.Now - 1, "GET", "/me").ToUpperInvariantHex())).Status, Is.EqualTo(200), "S_32: upper-case hexadecimal");
        Assert.That((await _host.Inner.GetAsync("/me", _key.Sign(_host.Now - 2, "GET", "/me").Replace("P2S-SIGN-V1", "p2s-sign-v1", StringComparison.Ordinal))).Status, Is.EqualTo(200), "AC-182");
    }

    [TestCase("Authorization: Bearer {0}")]
    [TestCase("X-API-Key: {0}")]
    [TestCase("Authorization: P2S-SIGN-V1 {0}:{1}:0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task AC_181_the_public_part_alone_is_the_answer_to_an_unknown_key(string line)
    {
        var expected = await UnknownKey.GetAsync(_host.Inner, line.StartsWith("X-", StringComparison.Ordinal) ? "X-API-Key: " : "Authorization: Bearer ");
        var response = await _host.Inner.GetAsync("/me", string.Format(null, line, _key.ApiKey, _host.Now));
        Expect.Reject(_host.Inner, response, Expect.Invalid);
        Assert.That(response.Fingerprint, Is.EqualTo(expected.Fingerprint));
    }

    [Test]
    public async Task AC_181_a_bearer_key_cannot_sign()
    {
        var bearer = await _host.Inner.IssueAsync();
        var forged = new SignedKey(bearer.Record, bearer.Text, bearer.Text);
        Expect.Reject(_host.Inner, await _host.GetAsync(forged, "/me"), Expect.Invalid);
    }

    [TestCase("P2S-SIGN-V1")]
    [TestCase("P2S-SIGN-V1 {0}")]
    [TestCase("P2S-SIGN-V1 {0}:{1}")]
    [TestCase("P2S-SIGN-V1 {0}:{1}:")]
    [TestCase("P2S-SIGN-V1 {0}:{1}:{2}, alg=none")]
    [TestCase("P2S-SIGN-V1 {0}:{1}:{2} x")]
    [TestCase("P2S-SIGN-V1 {0} :{1}:{2}")]
    [TestCase("P2S-SIGN-V2 {0}:{1}:{2}")]
    [TestCase("P2S-SIGN-V1:{0}:{1}:{2}")]
    public async Task AC_182_what_is_not_exactly_the_form_is_refused(string value)
    {
        var signature = _key.Sign(_host.Now, "GET", "/me")[^64..];
        Expect.Reject(_host.Inner, await _host.Inner.GetAsync("/me", "Authorization: " + string.Format(null, value, _key.ApiKey, _host.Now, signature)), Expect.Missing);
    }

    [Test]
    public async Task AC_182_a_second_credential_beside_a_signature_is_refused()
    {
        var bearer = await _host.Inner.IssueAsync();
        var signed = _key.Sign(_host.Now, "GET", "/me");
        Expect.Reject(_host.Inner, await _host.Inner.GetAsync("/me", signed, "X-API-Key: " + bearer.Text), Expect.Missing);
        Expect.Reject(_host.Inner, await _host.Inner.GetAsync("/me", signed, bearer.Bearer), Expect.Missing);
        Expect.Reject(_host.Inner, await _host.Inner.GetAsync("/me", signed, signed), Expect.Missing);
    }

    [Test]
    public async Task S_21_a_host_of_signatures_names_its_form()
    {
        await using var host = await SignedHost.StartAsync(transports: ApiKeyTransports.Signature);
        var response = await host.Inner.GetAsync("/me");
        Assert.That((response.Status, response.ErrorMessage, response.Header("WWW-Authenticate")), Is.EqualTo((401, Missing, "P2S-SIGN-V1 realm=\"api\"")));
        var bearer = await host.Inner.IssueAsync();
        response = await host.Inner.GetAsync("/me", bearer.Bearer);
        Assert.That((response.Status, response.ErrorMessage), Is.EqualTo((401, Missing)), "a bearer token is no credential there");
        var key = await host.IssueAsync();
        Assert.That((await host.GetAsync(key, "/me")).Status, Is.EqualTo(200));
        await using var without = await SignedHost.StartAsync(transports: ApiKeyTransports.Bearer);
        Assert.That((await without.GetAsync(await without.IssueAsync(), "/me")).Status, Is.EqualTo(401), "signatures are read only where they are switched on");
    }

    [Test]
    public async Task AC_183_whatever_is_covered_cannot_be_changed_on_the_way()
    {
        var line = _key.Sign(_host.Now, "POST", "/echo/1?x=1", "{}");
        foreach (var (method, path, body) in new[] { ("PUT", "/echo/1?x=1", "{}"), ("post", "/echo/1?x=1", "{}"), ("POST", "/echo/2?x=1", "{}"), ("POST", "/echo/1?x=2", "{}"), ("POST", "/echo/1", "{}"), ("POST", "/echo/1?x=1", "[]"), ("POST", "/echo/1?x=1", "") })
        {
            var response = await _host.SendAsync(method, path, body, line);
            Assert.That((response.Status, response.ErrorMessage), Is.EqualTo((401, Expect.Invalid)), $"{method} {path} {body}");
        }

        Assert.That(_host.Echoes, Is.Zero);
        Assert.That((await _host.SendAsync("POST", "/echo/1?x=1", "{}", line)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task AC_183_AC_196_what_is_not_covered_is_known()
    {
        // A change of this list is a change of docs/signing.md.
        string[] uncovered = ["Host: elsewhere", "Content-Type: text/plain", "X-Request-Id: 1", "Cookie: a=b"];
        for (var i = 0; i < uncovered.Length; i++)
        {
            var host = uncovered[i].StartsWith("Host", StringComparison.Ordinal) ? uncovered[i] : "Host: localhost\r\n" + uncovered[i];
            var response = await RawClient.SendAsync(_host.Inner.Port, $"GET /me HTTP/1.1\r\n{host}\r\nConnection: close\r\n{_key.Sign(_host.Now - i, "GET", "/me")}\r\n\r\n");
            Assert.That(response.Status, Is.EqualTo(200), uncovered[i]);
        }
    }

    [Test]
    public async Task AC_186_two_schemes_of_one_request_are_told_each_of_its_own_signature()
    {
        await using var host = await SignedHost.StartAsync(
            services: builder => builder.Services.AddAuthentication().AddApiKey("message", scheme => scheme.Transports = ApiKeyTransports.MessageSignature),
            pipeline: app => app.MapGet("/both", async (HttpContext context) =>
            {
                var one = await context.AuthenticateAsync(ApiKeyDefaults.AuthenticationScheme);
                var other = await context.AuthenticateAsync("message");
                return $"{NameOf(one)} {NameOf(other)}";
            }));
        var key = await host.IssueAsync();
        var message = await host.IssueAsync(request => request with { SigningScheme = ApiKeySigningScheme.HttpMessageSignatures });
        var lines = new MessageSigner(message, host.Now) { Path = "/both" }.Sign();
        Assert.That((await host.Inner.GetAsync("/both", [key.Sign(host.Now, "GET", "/both"), .. lines])).Body, Is.EqualTo($"{key.Record.Id} {message.Record.Id}"));
        lines = new MessageSigner(message, host.Now + 1) { Path = "/both" }.Sign();
        Assert.That((await host.Inner.GetAsync("/both", [key.Sign(host.Now, "GET", "/other"), .. lines])).Body, Is.EqualTo($"none {message.Record.Id}"));

        static string NameOf(AuthenticateResult result) => result.Principal is { } principal ? ApiKeyIdentity.FindKey(principal)!.Id : "none";
    }

    [TestCase("A", "B", "A none")]
    [TestCase("B", "A", "none A")]
    [TestCase("A", "A", "A A")]
    [TestCase("B", "B", "none none")]
    public async Task AC_186_two_schemes_of_two_tenants_use_a_signature_up_once(string first, string second, string expected)
    {
        await using var host = await SignedHost.StartAsync(
            services: builder =>
            {
                builder.Services.AddAuthentication().AddApiKey("first", scheme => (scheme.Transports, scheme.TenantSelector) = (ApiKeyTransports.Signature, _ => first));
                builder.Services.AddAuthentication().AddApiKey("second", scheme => (scheme.Transports, scheme.TenantSelector) = (ApiKeyTransports.Signature, _ => second));
            },
            pipeline: app => app.MapPost("/both", async (HttpContext context) => $"{TenantOf(await context.AuthenticateAsync("first"))} {TenantOf(await context.AuthenticateAsync("second"))}"));
        var key = await host.IssueAsync();
        var line = key.Sign(host.Now, "POST", "/both", "{}");
        Assert.That((await host.SendAsync("POST", "/both", "{}", line)).Body, Is.EqualTo(expected));
        if (expected.Contains('A', StringComparison.Ordinal))
        {
            Assert.That((await host.SendAsync("POST", "/both", "{}", line)).Body, Is.EqualTo("none none"), "a replay");
        }

        static string TenantOf(AuthenticateResult result) => result.Principal is { } principal ? ApiKeyIdentity.FindKey(principal)!.Record.TenantId! : "none";
    }

    [Test]
    public async Task A_host_that_asks_for_https_takes_no_signature_without_it()
    {
        await using var host = await SignedHost.StartAsync(services: builder => builder.Services.Configure<ApiKeyAuthenticationOptions>(ApiKeyDefaults.AuthenticationScheme, options => options.RequireHttps = true));
        var key = await host.IssueAsync();
        Assert.That((await host.PostAsync(key, "/echo/1", "{}")).Status, Is.Not.EqualTo(200));
        Assert.That(host.Echoes, Is.Zero);
    }

    [Test]
    public async Task A_long_target_is_told_in_part()
    {
        await using var host = await SignedHost.StartAsync(keys => keys.ConfigureSignedRequests(requests => requests.Explain = true));
        var key = await host.IssueAsync();
        var response = await host.GetAsync(key, "/echo/" + new string('x', 1_000), "/echo/y");
        Assert.That(response.ErrorMessage, Does.Contain("target /echo/xxx").And.Not.Contain(new string('x', 300)));
    }

    [Test]
    public async Task AC_186_a_replay_is_the_answer_to_an_unknown_key()
    {
        var line = _key.Sign(_host.Now, "GET", "/me");
        Assert.That((await _host.Inner.GetAsync("/me", line)).Status, Is.EqualTo(200));
        var replay = await _host.Inner.GetAsync("/me", line);
        Assert.That(replay.Fingerprint, Is.EqualTo((await UnknownKey.GetAsync(_host.Inner)).Fingerprint));
    }

    [TestCase("/echo/a%2Fb", "/echo/a%2fb")]
    [TestCase("/echo/a%2Fb", "/echo/a%252Fb")]
    [TestCase("/echo/a/./b", "/echo/a/b")]
    [TestCase("/echo/%2e%2e/echo/b", "/echo/b")]
    [TestCase("/echo//b", "/echo/b")]
    [TestCase("/echo/b;x", "/echo/b")]
    [TestCase("/echo/b#f", "/echo/b")]
    [TestCase("/echo/%zz", "/echo/%25zz")]
    [TestCase("/echo/b/", "/echo/b")]
    [TestCase("/echo/B", "/echo/b")]
    [TestCase("/echo/b?", "/echo/b")]
    [TestCase("/echo/b?x=1&y=2", "/echo/b?y=2&x=1")]
    [TestCase("/echo/b?x=1", "/echo/b?x=1&x=1")]
    [TestCase("/echo/%C3%A9", "/echo/%c3%a9")]
    public async Task AC_193_AC_194_AC_195_two_targets_are_two_signatures(string one, string other)
    {
        foreach (var (sent, signed) in new[] { (one, other), (other, one) })
        {
            Assert.That((await _host.GetAsync(_key, sent, signed)).Status, Is.EqualTo(401), $"{sent} signed as {signed}");
        }

        foreach (var path in new[] { one, other })
        {
            var response = await _host.GetAsync(_key, path);
            Assert.That((response.Status, response.Json.GetProperty("target").GetString()), Is.EqualTo((200, path)), "what was signed is what was reached");
        }
    }

    [Test]
    public async Task AC_014_a_signature_passes_the_checks_of_every_key()
    {
        var test = await _host.IssueAsync(request => request with { Environment = "test" });
        Expect.Reject(_host.Inner, await _host.GetAsync(test, "/me"), Expect.Invalid);
        var limited = await _host.IssueAsync(request => request with { AllowedIps = IpAllowList.Of("10.0.0.0/8") });
        var response = await _host.GetAsync(limited, "/me");
        Assert.That((response.Status, response.ErrorMessage), Is.EqualTo((403, "API key not allowed from this IP address")));
        var forged = limited with { Secret = "another" };
        Assert.That((await _host.GetAsync(forged, "/me")).Status, Is.EqualTo(401), "who has not signed does not hear of the list");
        var few = await _host.IssueAsync(request => request with { RateLimits = [RateLimit.PerHour(1)] });
        Assert.That((await _host.GetAsync(few, "/me")).Status, Is.EqualTo(200));
        response = await _host.Inner.GetAsync("/me", few.Sign(_host.Now - 1, "GET", "/me"));
        Assert.That((response.Status, response.Header("Retry-After")), Is.EqualTo((429, "3600")));
    }

    [Test]
    public async Task AC_168_the_secret_is_nowhere()
    {
        await _host.GetAsync(_key, "/me");
        await _host.GetAsync(_key with { Secret = "x" + _key.Secret }, "/me");
        Assert.That(_host.Inner.Log.Where(line => line.Text.Contains(_key.Secret, StringComparison.Ordinal)), Is.Empty);
    }
}
