using ApiKeys.AspNetCore.Tests.Host;
using ApiKeys.Signing;

namespace ApiKeys.AspNetCore.Tests.Signing;

/// <summary>HTTP message signatures (RFC 9421) over real sockets, signed with nothing of the library.</summary>
internal sealed class MessageSignatureTests
{
    private const string WithDigest = "\"@method\" \"@authority\" \"@path\" \"@query\" \"content-digest\"";
    private SignedHost _host;
    private SignedKey _key;

    [SetUp]
    public async Task StartAsync()
    {
        _host = await NewAsync();
        _key = await _host.IssueAsync();
    }

    [TearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task AC_180_a_message_signature_is_admitted_as_its_key_once()
    {
        var lines = new MessageSigner(_key, _host.Now).Sign();
        var response = await _host.Inner.GetAsync("/me", lines);
        Expect.Accepted(response, new TestKey(_key.Record, _key.ApiKey));
        Assert.That((await _host.Inner.GetAsync("/me", lines)).Status, Is.EqualTo(401), "AC-186");
        Assert.That((await _host.Inner.GetAsync("/me", new MessageSigner(_key, _host.Now) { Parameters = $";created={_host.Now};keyid=\"{_key.ApiKey}\";nonce=\"1\"" }.Sign())).Status, Is.EqualTo(200), "a nonce makes it another one");
        Assert.That(_key.Record.Secrets[0].Hash, Does.StartWith("$rfc9421-hmac-sha256$").And.Not.Contain(_key.Secret));
    }

    [TestCase("\"@method\" \"@target-uri\"", "/echo/1", "?")]
    [TestCase("\"@method\" \"@target-uri\"", "/echo/1", "?x=1")]
    [TestCase("\"@method\" \"@authority\" \"@request-target\"", "/echo/%2F", "?x=%20")]
    [TestCase("\"@query\" \"@path\" \"@authority\" \"@method\" \"@scheme\"", "/echo//a/./b", "?x=1&x=2")]
    [TestCase("\"@method\" \"@authority\" \"@path\" \"@query\" \"x-one\"", "/echo/1", "?")]
    public async Task AC_193_a_target_is_covered_as_a_whole_or_in_parts(string components, string path, string query)
    {
        var signer = new MessageSigner(_key, _host.Now) { Components = components, Path = path, Query = query };
        var target = query == "?" ? path : path + query;
        var response = await _host.Inner.GetAsync(target, [.. signer.Sign(), "X-One:  a", "X-One: b  "]);
        Assert.That((response.Status, response.Status == 200 ? response.Json.GetProperty("target").GetString() : response.Body), Is.EqualTo((200, target)));
        Assert.That((await _host.Inner.GetAsync(target + "x", [.. signer.Sign(), "X-One: a, b"])).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task AC_183_AC_196_whatever_is_covered_cannot_be_changed_on_the_way()
    {
        foreach (var change in new Action<MessageSigner>[] { s => s.Method = "POST", s => s.Path = "/other", s => s.Query = "?x=1", s => s.Authority = "elsewhere" })
        {
            var signer = new MessageSigner(_key, _host.Now);
            change(signer);
            Expect.Reject(_host.Inner, await _host.Inner.GetAsync("/me", signer.Sign()), Expect.Invalid);
        }

        var lines = new MessageSigner(_key, _host.Now).Sign();
        foreach (var (from, to) in new[] { ($"created={_host.Now}", $"created={_host.Now - 1}"), ("sig=(\"@method\"", "sig=(\"@method\" \"@scheme\""), ("keyid=", "alg=\"hmac-sha512\";keyid="), ("\"@path\" \"@query\"", "\"@query\" \"@path\"") })
        {
            Expect.Reject(_host.Inner, await _host.Inner.GetAsync("/me", lines[0].Replace(from, to, StringComparison.Ordinal), lines[1]), Expect.Invalid);
        }

        Assert.That((await _host.Inner.GetAsync("/me", lines)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task AC_196_a_request_that_was_captured_at_one_service_is_worth_nothing_at_another()
    {
        var lines = new MessageSigner(_key, _host.Now).Sign();
        foreach (var (name, status) in new[] { ("other.example", 401), ("localhost:8080", 401), ("LOCALHOST", 200) })
        {
            var response = await RawClient.SendAsync(_host.Inner.Port, $"GET /me HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n{lines[0]}\r\n{lines[1]}\r\n\r\n");
            Assert.That(response.Status, Is.EqualTo(status), name);
        }
    }

    [TestCase("\"@method\" \"@authority\" \"@path\"")]
    [TestCase("\"@authority\" \"@path\" \"@query\"")]
    [TestCase("\"@method\" \"@path\" \"@query\"")]
    [TestCase("")]
    public async Task AC_183_a_signature_that_covers_too_little_is_refused(string components) =>
        Expect.Reject(_host.Inner, await _host.Inner.GetAsync("/me", new MessageSigner(_key, _host.Now) { Components = components }.Sign()), Expect.Missing);

    [Test]
    public async Task AC_185_a_signature_needs_a_time_and_may_end_before_its_lifetime()
    {
        var key = $"keyid=\"{_key.ApiKey}\"";
        foreach (var (parameters, message) in new[] { ($";{key}", Expect.Missing), ($";created={_host.Now - 31};{key}", Expect.Invalid), ($";created={_host.Now + 6};{key}", Expect.Invalid), ($";created={_host.Now - 10};expires={_host.Now - 1};{key}", Expect.Invalid), ($";created=\"{_host.Now}\";{key}", Expect.Missing), ($";created=-999999999999999;{key}", Expect.Invalid) })
        {
            Expect.Reject(_host.Inner, await _host.Inner.GetAsync("/me", new MessageSigner(_key, _host.Now) { Parameters = parameters }.Sign()), message);
        }

        Assert.That((await _host.Inner.GetAsync("/me", new MessageSigner(_key, _host.Now) { Parameters = $";created={_host.Now - 10};expires={_host.Now};{key}" }.Sign())).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task AC_197_a_body_is_covered_by_its_digest_or_refused()
    {
        var signer = new MessageSigner(_key, _host.Now) { Method = "POST", Path = "/echo/1", Components = WithDigest, Digest = MessageSigner.DigestOf("{}") };
        Assert.That((await _host.SendAsync("POST", "/echo/1", "{ }", signer.Sign())).Status, Is.EqualTo(401));
        Assert.That((await _host.SendAsync("POST", "/echo/1", "", signer.Sign())).Status, Is.EqualTo(401));
        Assert.That((await _host.SendAsync("POST", "/echo/1", "{}", [.. signer.Sign().Take(2), $"Content-Digest: {MessageSigner.DigestOf("[]")}"])).Status, Is.EqualTo(401));
        var response = await _host.SendAsync("POST", "/echo/1", "{}", signer.Sign());
        Assert.That((response.Status, response.Json.GetProperty("length").GetInt32()), Is.EqualTo((200, 2)));
        var uncovered = new MessageSigner(_key, _host.Now) { Method = "POST", Path = "/echo/1" };
        Assert.That((await _host.SendAsync("POST", "/echo/1", "{}", uncovered.Sign())).Status, Is.EqualTo(401), "nobody has signed the body");
        Assert.That((await _host.SendAsync("POST", "/echo/1", "", uncovered.Sign())).Status, Is.EqualTo(200), "there is none");
    }

    [Test]
    public async Task AC_182_other_peoples_signatures_are_nobodys_business_and_two_of_ours_are_refused()
    {
        var one = new MessageSigner(_key, _host.Now);
        var lines = one.Sign();
        const string Proxy = "proxy=(\"@status\");keyid=\"proxy-1\"";
        var other = new MessageSigner(_key, _host.Now - 1) { Label = "two" }.Sign();
        Expect.Reject(_host.Inner, await _host.Inner.GetAsync("/me", lines[0], lines[1], other[0], other[1]), Expect.Missing);
        Expect.Reject(_host.Inner, await _host.Inner.GetAsync("/me", "Signature-Input: " + Proxy, "Signature: proxy=:AAAA:"), Expect.Missing);
        Expect.Reject(_host.Inner, await _host.Inner.GetAsync("/me", [.. other, (await _host.Inner.IssueAsync()).Bearer]), Expect.Missing);
        Assert.That((await _host.Inner.GetAsync("/me", other)).Status, Is.EqualTo(200));
        Assert.That((await _host.Inner.GetAsync("/me", lines[0] + ", " + Proxy, lines[1] + ", proxy=:AAAA:")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task A_key_has_one_scheme()
    {
        var p2s = await _host.IssueAsync(request => request with { SigningScheme = ApiKeySigningScheme.P2sSignV1 });
        Assert.That((await _host.GetAsync(p2s, "/me")).Status, Is.EqualTo(200));
        Expect.Reject(await NoRunsAsync(), await _host.Inner.GetAsync("/me", new MessageSigner(p2s, _host.Now).Sign()), Expect.Invalid);
        Assert.That((await _host.GetAsync(_key, "/me")).Status, Is.EqualTo(401));

        async Task<ApiKeyHost> NoRunsAsync()
        {
            await _host.DisposeAsync();
            await StartAsync();
            p2s = await _host.IssueAsync(request => request with { SigningScheme = ApiKeySigningScheme.P2sSignV1 });
            return _host.Inner;
        }
    }

    [Test]
    public async Task What_has_to_be_covered_is_the_hosts_to_say()
    {
        await using var strict = await NewAsync(options =>
        {
            options.RequiredComponents.Add("content-type");
            options.RequireNonce = true;
            options.Tag = "leads";
            options.Label = "ours";
        });
        var key = await strict.IssueAsync();
        var signer = new MessageSigner(key, strict.Now) { Label = "ours", Components = "\"@method\" \"@authority\" \"@path\" \"@query\" \"content-type\"", Parameters = $";created={strict.Now};keyid=\"{key.ApiKey}\";nonce=\"n\";tag=\"leads\"" };
        foreach (var lacking in new[] { ";nonce=\"n\"", ";tag=\"leads\"" })
        {
            var less = new MessageSigner(key, strict.Now) { Label = "ours", Components = signer.Components, Parameters = signer.Parameters.Replace(lacking, "", StringComparison.Ordinal) };
            Assert.That((await strict.Inner.GetAsync("/me", [.. less.Sign(), "Content-Type: x"])).Status, Is.EqualTo(401), lacking);
        }

        Assert.That((await strict.Inner.GetAsync("/me", signer.Sign())).Status, Is.EqualTo(401), "a covered field is not there");
        Assert.That((await strict.Inner.GetAsync("/me", [.. signer.Sign(), "Content-Type: x"])).Status, Is.EqualTo(200));
        await using var loose = await NewAsync(options => options.RequireContentDigest = false);
        key = await loose.IssueAsync();
        Assert.That((await loose.SendAsync("POST", "/echo/1", "{}", new MessageSigner(key, loose.Now) { Method = "POST", Path = "/echo/1" }.Sign())).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task What_is_missing_is_told_in_development()
    {
        await using var host = await NewAsync(explain: true);
        var key = await host.IssueAsync();
        var response = await host.Inner.GetAsync("/me", new MessageSigner(key, host.Now) { Components = "\"@method\"" }.Sign());
        Assert.That(response.ErrorMessage, Does.EndWith("The signature lacks \"@authority\", \"@path\", \"@query\"."));
        response = await host.Inner.GetAsync("/me", new MessageSigner(key, host.Now) { Path = "/you" }.Sign());
        Assert.That(response.ErrorMessage, Does.Contain("The signature base is: \"@method\": GET\n\"@authority\": localhost\n\"@path\": /me\n\"@query\": ?\n\"@signature-params\": ("));
    }

    [Test]
    public async Task S_21_a_host_of_message_signatures_names_its_form()
    {
        await using var host = await NewAsync(transports: ApiKeyTransports.MessageSignature);
        var response = await host.Inner.GetAsync("/me");
        Assert.That((response.Status, response.ErrorMessage, response.Header("WWW-Authenticate")), Is.EqualTo((401, "Missing or malformed Signature-Input and Signature headers. Expected: an HTTP message signature (RFC 9421) by hmac-sha256", "Signature realm=\"api\"")));
        Assert.That((await host.Inner.GetAsync("/me", new MessageSigner(await host.IssueAsync(), host.Now).Sign())).Status, Is.EqualTo(200));
    }

    [TestCase("@status")]
    [TestCase("Content-Type")]
    [TestCase("")]
    public void AC_228_a_component_that_does_not_exist_stops_the_start(string name) =>
        Assert.That(async () => await NewAsync(options => options.RequiredComponents.Add(name)), Throws.Exception.With.Message.Contains("RequiredComponents"));

    private static Task<SignedHost> NewAsync(Action<ApiKeyMessageSignatureOptions>? configure = null, bool? explain = null, ApiKeyTransports transports = ApiKeyTransports.Bearer | ApiKeyTransports.Signature | ApiKeyTransports.MessageSignature) => SignedHost.StartAsync(
        keys => keys.ConfigureSigning(signing => signing.Scheme = ApiKeySigningScheme.HttpMessageSignatures).ConfigureSignedRequests(requests =>
        {
            configure?.Invoke(requests.MessageSignatures);
            requests.Explain = explain;
        }),
        transports);
}
