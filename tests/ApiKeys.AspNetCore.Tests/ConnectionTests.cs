using System.Net;
using ApiKeys.AspNetCore.Tests.Host;

namespace ApiKeys.AspNetCore.Tests;

/// <summary>Attack cases: versions of HTTP, other methods, shared connections.</summary>
internal sealed class ConnectionTests
{
    private ApiKeyHost _host;
    private TestKey _key;

    [SetUp]
    public async Task StartAsync()
    {
        _host = await ApiKeyHost.StartAsync(
            services: builder => builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => policy.WithOrigins("https://app.example").WithHeaders("Authorization"))),
            pipeline: app => app.UseCors());
        _key = await _host.IssueAsync();
    }

    [TearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    private static readonly string[] Values =
    [
        "", "Bearer", "Bearer {0}", "bearer {0}", "Bearer  {0}", "Bearer\t{0}", "Basic dXNlcjpwYXNz", "Bearer mytoken123456789", "Bearer {0}x", "Bearer {0},",
        "Bearer \"{0}\"", "Bearer:{0}", "Bearer token={0}", "Bearer sk_live_abc", "{0}",
    ];

    [TestCaseSource(nameof(Values))]
    public async Task AC_025_all_versions_of_http_give_the_same_answer(string value)
    {
        var line = value.Replace("{0}", _key.Text);
        var http11 = await _host.SendAsync("GET", "/me", "1.1", $"Authorization: {line}");
        var http10 = await _host.SendAsync("GET", "/me", "1.0", $"Authorization: {line}");
        var (status, body) = await GetOverHttp2Async(line);
        Assert.That(http10.Status, Is.EqualTo(http11.Status));
        Assert.That(status, Is.EqualTo(http11.Status));
        if (status == 401)
        {
            Assert.That((http10.Body, body), Is.EqualTo((http11.Body, http11.Body)));
        }
    }

    [Test]
    public async Task AC_027_a_preflight_request_needs_no_key_and_runs_no_endpoint()
    {
        var response = await _host.SendAsync(
            "OPTIONS", "/me", "1.1", "Origin: https://app.example", "Access-Control-Request-Method: GET", "Access-Control-Request-Headers: authorization");
        Assert.That((response.Status, _host.EndpointRuns), Is.EqualTo((204, 0)));
    }

    [Test]
    public async Task AC_027_trace_is_no_method_and_echoes_nothing()
    {
        var response = await _host.SendAsync("TRACE", "/me", "1.1", _key.Bearer);
        Assert.That((response.Status, _host.EndpointRuns), Is.EqualTo((405, 0)));
        Assert.That(response.Fingerprint, Does.Not.Contain(_key.Text));
    }

    [Test]
    public async Task AC_029_a_pipelined_request_without_a_key_is_not_opened_by_the_one_before_it()
    {
        using var client = RawClient.Connect(_host.Port);
        await client.WriteAsync($"GET /me HTTP/1.1\r\nHost: x\r\n{_key.Bearer}\r\n\r\nGET /me HTTP/1.1\r\nHost: x\r\n\r\n");
        Expect.Accepted(await client.ReadAsync(), _key);
        Assert.That((await client.ReadAsync()).ErrorMessage, Is.EqualTo(Expect.Missing));
    }

    [Test]
    public async Task AC_029_streams_of_one_http2_connection_do_not_share_a_key()
    {
        using var client = new HttpClient { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        for (var round = 0; round < 5; round++)
        {
            Assert.That(await StatusAsync(client, $"Bearer {_key.Text}"), Is.EqualTo(200));
            Assert.That(await StatusAsync(client, null), Is.EqualTo(401));
        }
    }

    [TestCase("Authorization: Bearer sk_live_bad")]
    [TestCase("Authorization: Bearer")]
    [TestCase("Authorization: Bearer a,b")]
    [TestCase("Authorization: Basic x")]
    public async Task AC_030_an_anonymous_endpoint_answers_whatever_key_comes_along(string line) =>
        Assert.That((await _host.GetAsync("/open", line)).Status, Is.EqualTo(200));

    [Test]
    public async Task AC_030_an_anonymous_endpoint_answers_revoked_and_doubled_keys_and_a_dead_store()
    {
        await _host.ChangeAsync(_key, record => record with { RevokedAt = _host.Clock.GetUtcNow() });
        Assert.That((await _host.GetAsync("/open", _key.Bearer)).Status, Is.EqualTo(200));
        Assert.That((await _host.GetAsync("/open", _key.Bearer, _key.Bearer)).Status, Is.EqualTo(200));
        _host.Store.Fault = Testing.StoreFault.Down;
        Assert.That((await _host.GetAsync("/open", _key.Bearer)).Status, Is.EqualTo(200));
    }

    private async Task<(int Status, string Body)> GetOverHttp2Async(string authorization)
    {
        using var client = new HttpClient { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var request = Request(authorization);
        using var response = await client.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private async Task<int> StatusAsync(HttpClient client, string? authorization)
    {
        using var request = Request(authorization);
        using var response = await client.SendAsync(request);
        return (int)response.StatusCode;
    }

    private HttpRequestMessage Request(string? authorization)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"http://localhost:{_host.Http2Port}/me")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        if (authorization is not null)
        {
            Assert.That(request.Headers.TryAddWithoutValidation("Authorization", authorization), Is.True);
        }

        return request;
    }
}
