using System.Security.Cryptography;
using System.Text;
using ApiKeys.Testing;

namespace ApiKeys.AspNetCore.Tests.Signing;

/// <summary>samples/signing against a real host: what people copy is what the server accepts.</summary>
[TestFixture("bash", "sign.sh")]
[TestFixture("node", "sign.mjs")]
[TestFixture("python3", "sign.py")]
internal sealed class SnippetTests(string program, string file)
{
    private readonly Snippet _snippet = new(program, file);
    private SignedHost _host;
    private SignedKey _key;

    private string Url => $"http://127.0.0.1:{_host.Inner.Port}";

    [SetUp]
    public async Task StartAsync()
    {
        _host = await SignedHost.StartAsync(pipeline: app =>
        {
            // Snippets sign with the machine's time, so the host's clock shows it when a request comes in.
            var clock = (ManualTimeProvider)app.Services.GetRequiredService<TimeProvider>();
            clock.SetUtcNow(TimeProvider.System.GetUtcNow());
            app.Use((context, next) =>
            {
                clock.SetUtcNow(TimeProvider.System.GetUtcNow());
                return next(context);
            });
            app.MapGet("/", () => Results.Json(new { target = "/" })).RequireAuthorization();
        });
        _key = await _host.IssueAsync();
    }

    [TearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [TestCase("GET", "/echo/1")]
    [TestCase("GET", "/echo/1?x=1&y=a%20b+c")]
    [TestCase("GET", "/echo/a%2Fb?z=%2F&x=1&l=[1-3]&m={a,b}")]
    [TestCase("GET", "/echo/%C3%A9//b;x/%252F/")]
    [TestCase("DELETE", "/echo/1")]
    [TestCase("POST", "/echo/1", "")]
    [TestCase("POST", "/echo/1", "{\"action\":\"sync_activities\"}")]
    [TestCase("POST", "/echo/1?x=1", "{\"name\":\"Zoë 東京 🚀 \\\\ %41 $HOME @x\"}")]
    [TestCase("PUT", "/echo/1", "@/etc/hostname\n\n")]
    [TestCase("PATCH", "/echo/1", " [ ] ")]
    public async Task S_31_its_request_arrives_as_it_was_signed(string method, string target, string? body = null)
    {
        var run = await _snippet.SendAsync(_key, body is null ? [method, Url + target] : [method, Url + target, body]);
        AssertSeen(run, target, Encoding.UTF8.GetBytes(body ?? ""));
    }

    [Test]
    public async Task S_31_a_body_from_standard_input_is_sent_and_signed_byte_by_byte()
    {
        byte[] body = [.. Enumerable.Range(0, 100_000).Select(i => (byte)i), (byte)'\n', (byte)'\n'];
        AssertSeen(await _snippet.SendAsync(_key, ["POST", Url + "/echo/1", "-"], body), "/echo/1", body);
    }

    [TestCase("?x=1")]
    [TestCase("")]
    [TestCase("/?")]
    [TestCase("#part")]
    [TestCase("?x=http://other/path#part")]
    [TestCase("/echo/x/../1#part/2")]
    [TestCase("/echo/%2e%2e/echo/1")]
    public async Task S_31_addresses_that_tools_rewrite_are_signed_as_they_are_sent(string rest)
    {
        var run = await _snippet.SendAsync(_key, ["GET", Url + rest]);
        Assert.That((run.ExitCode, run.Errors.Trim()), Is.EqualTo((0, "HTTP 200")));
    }

    [TestCase("HEAD")]
    [TestCase("OPTIONS")]
    public async Task S_31_methods_without_bodies_are_signed_too(string method)
    {
        var run = await _snippet.SendAsync(_key, [method, Url + "/echo/1"]);
        Assert.That((run.ExitCode, run.Errors.Trim(), _host.Echoes), Is.EqualTo((0, "HTTP 200", 1)));
    }

    [Test]
    public async Task S_31_another_secret_is_refused()
    {
        var run = await _snippet.SendAsync(_key with { Secret = _key.Secret + "x" }, ["POST", Url + "/echo/1", "{}"]);
        Assert.That(run.ExitCode, Is.Not.Zero);
        Assert.That(run.Errors, Does.Contain("HTTP 401"));
        Assert.That(_host.Echoes, Is.Zero);
    }

    [Test]
    public async Task S_31_a_body_that_is_changed_after_signing_is_refused()
    {
        var header = await _snippet.SignAsync(_key, "POST", "/echo/1", "{\"amount\":10}", TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        Assert.That((await _host.SendAsync("POST", "/echo/1", "{\"amount\":99}", header)).Status, Is.EqualTo(401));
        Assert.That(_host.Echoes, Is.Zero);
        Assert.That((await _host.SendAsync("POST", "/echo/1", "{\"amount\":10}", header)).Status, Is.EqualTo(200));
    }

    [TestCase("POST", "/functions/v1/default-integration", "{\"action\":\"sync_activities\"}", "5f841132d4097cfb696645587e342ef3c2be2518a5770518b21b539f409ce232")]
    [TestCase("GET", "/v1/leads", "", "80071a899f2364834dd8f6c2ec29689a5d125a0327e8a125a4607721a23f9923")]
    public async Task AC_180_its_function_gives_the_known_signatures(string method, string target, string body, string signature)
    {
        var key = _key with { ApiKey = "sk_test_0123456789abcdef0123456789abcdef", Secret = "s3cr3t-example-only" };
        var header = await _snippet.SignAsync(key, method, target, body, 1_760_000_000);
        Assert.That(header, Is.EqualTo($"Authorization: P2S-SIGN-V1 {key.ApiKey}:1760000000:{signature}"));
        Assert.That(await File.ReadAllTextAsync(Path.Combine(Snippet.Folder, "README.md")), Does.Contain(signature), "readers are told the same");
    }

    [TestCase("GET", "/functions/v1/default-integration", "", "090b0d175359e11deacaa3f2a8f1105acfe24dc99611873b2118ef7abd836428")]
    [TestCase("POST", "/functions/v1/default-integration", "{\"action\":\"sync_collaborators\"}", "064a83748d0ad48ee3cb64aac29193d865fac201743dcf99483467be5c362f8d")]
    [TestCase("POST", "/a%2Fb/caf%C3%A9?x=1&x=2", "{\"n\":\"Ação\"}", "7468d67259d75186d497e8466b5472a1f6c884b067d61476fd1d44db4fb87b91")]
    public async Task AC_180_its_function_takes_target_and_body_as_raw_bytes(string method, string target, string body, string signature)
    {
        var key = _key with { ApiKey = "sk_test_0000000000000000000000000000AAAA", Secret = "test_secret_do_not_use_0123456789abcdef" };
        Assert.That(await _snippet.SignAsync(key, method, target, body, 1_700_000_000), Does.EndWith($":1700000000:{signature}"));
    }

    // SHA-256 has blocks of 64 bytes; a longer key of an HMAC is hashed first.
    [TestCase(1)]
    [TestCase(63)]
    [TestCase(64)]
    [TestCase(65)]
    [TestCase(200)]
    public async Task AC_180_secrets_of_every_length_sign_as_the_library_does(int length)
    {
        var key = _key with { Secret = string.Concat(Enumerable.Range(0, length).Select(i => i % 7 == 3 ? 'é' : (char)('0' + (i % 60)))) };
        Assert.That(await _snippet.SignAsync(key, "PUT", "/a?b", "ü", 1), Is.EqualTo(key.Sign(1, "PUT", "/a?b", "ü")));
    }

    private static void AssertSeen(SnippetRun run, string target, byte[] body)
    {
        Assert.That((run.ExitCode, run.Errors.Trim()), Is.EqualTo((0, "HTTP 200")));
        Assert.That(run.Seen.GetProperty("target").GetString(), Is.EqualTo(target));
        Assert.That(run.Seen.GetProperty("hash").GetString(), Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(body))));
    }
}
