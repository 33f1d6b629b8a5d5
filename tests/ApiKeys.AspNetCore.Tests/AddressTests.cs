using System.Net;
using System.Net.Sockets;
using ApiKeys.AspNetCore.Tests.Host;
using Microsoft.AspNetCore.HttpOverrides;

namespace ApiKeys.AspNetCore.Tests;

/// <summary>Attack cases G: which address counts. Only the connection's own, or what the host's proxy middleware made of it.</summary>
internal sealed class AddressTests
{
    private const string Refusal = "API key not allowed from this IP address";
    private static readonly string[] Ten = ["10.0.0.0/8"];

    [TestCase("10.1.1.1")]
    [TestCase("::ffff:10.1.1.1")]
    public async Task AC_102_S_25_a_client_inside_the_list_is_admitted_in_either_notation(string remote)
    {
        await using var host = await ApiKeyHost.StartAsync();
        var key = await host.IssueAsync(allowedIps: Ten);
        Expect.Accepted(await host.GetAsync("/me", key.Bearer, $"{ApiKeyHost.RemoteHeader}: {remote}"), key);
    }

    [TestCase("11.0.0.1")]
    [TestCase("::ffff:11.0.0.1")]
    [TestCase("::1")]
    [TestCase("none")]
    public async Task AC_102_S_25_a_client_outside_the_list_is_forbidden_and_runs_no_endpoint(string remote)
    {
        await using var host = await ApiKeyHost.StartAsync();
        var key = await host.IssueAsync(allowedIps: Ten);
        ExpectForbidden(host, await host.GetAsync("/me", key.Bearer, $"{ApiKeyHost.RemoteHeader}: {remote}"));
    }

    [Test]
    public async Task S_25_only_the_holder_of_the_secret_learns_that_there_is_a_list()
    {
        await using var host = await ApiKeyHost.StartAsync();
        var key = await host.IssueAsync(allowedIps: Ten);
        await host.ChangeAsync(key, record => record with { Secrets = [record.Secrets[0] with { Hash = "$sha256$" + new string('A', 43) }] });
        Expect.Reject(host, await host.GetAsync("/me", key.Bearer), Expect.Invalid);
    }

    [Test]
    public async Task AC_105_without_the_hosts_middleware_a_forwarded_address_does_not_count()
    {
        await using var host = await ApiKeyHost.StartAsync();
        var key = await host.IssueAsync(allowedIps: Ten);
        ExpectForbidden(host, await host.GetAsync("/me", key.Bearer, "X-Forwarded-For: 10.1.1.1"));
    }

    [TestCase("X-Real-IP: 10.1.1.1")]
    [TestCase("Forwarded: for=10.1.1.1")]
    [TestCase("True-Client-IP: 10.1.1.1")]
    [TestCase("CF-Connecting-IP: 10.1.1.1")]
    [TestCase("X-Client-IP: 10.1.1.1")]
    [TestCase("X-Original-Forwarded-For: 10.1.1.1")]
    public async Task AC_109_a_header_does_not_say_where_a_request_comes_from(string line)
    {
        await using var host = await ApiKeyHost.StartAsync();
        var key = await host.IssueAsync(allowedIps: Ten);
        ExpectForbidden(host, await host.GetAsync("/me", key.Bearer, line));
    }

    [TestCase("X-Forwarded-For: 10.1.1.1", 200)]
    [TestCase("X-Forwarded-For: 11.1.1.1, 10.1.1.1", 200)]
    [TestCase("X-Forwarded-For: 10.1.1.1, 11.1.1.1", 403)]
    public async Task AC_106_behind_a_trusted_proxy_the_rightmost_hop_decides(string line, int status)
    {
        await using var host = await ApiKeyHost.StartAsync(
            pipeline: app => app.UseForwardedHeaders(new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor }));
        var key = await host.IssueAsync(allowedIps: Ten);
        Assert.That((await host.GetAsync("/me", key.Bearer, line)).Status, Is.EqualTo(status));
    }

    [Test]
    public async Task AC_110_hop_by_hop_names_have_no_effect_inside()
    {
        await using var host = await ApiKeyHost.StartAsync();
        var key = await host.IssueAsync(allowedIps: ["127.0.0.1"]);
        Expect.Accepted(await host.GetAsync("/me", key.Bearer, "Connection: X-Forwarded-For, Authorization"), key);
    }

    [Test]
    public async Task AC_113_a_unix_socket_has_no_address_and_is_on_no_list()
    {
        var path = Path.Combine(Path.GetTempPath(), $"apikeys-{Guid.NewGuid():N}.sock");
        await using var host = await ApiKeyHost.StartAsync(services: builder => builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(path)));
        var listed = await host.IssueAsync(allowedIps: ["0.0.0.0/0", "::/0"]);
        var free = await host.IssueAsync();
        using var client = new HttpClient(new SocketsHttpHandler { ConnectCallback = (_, cancellation) => ConnectAsync(path, cancellation) });
        Assert.That(await StatusAsync(client, listed), Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await StatusAsync(client, free), Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task AC_114_each_request_of_a_kept_connection_is_looked_at()
    {
        await using var host = await ApiKeyHost.StartAsync();
        var key = await host.IssueAsync(allowedIps: Ten);
        using var client = RawClient.Connect(host.Port);
        foreach (var (remote, status) in new[] { ("10.0.0.1", 200), ("11.0.0.1", 403), ("10.0.0.2", 200) })
        {
            await client.WriteAsync($"GET /me HTTP/1.1\r\nHost: x\r\n{key.Bearer}\r\n{ApiKeyHost.RemoteHeader}: {remote}\r\n\r\n");
            Assert.That((await client.ReadAsync()).Status, Is.EqualTo(status), remote);
        }
    }

    private static void ExpectForbidden(ApiKeyHost host, RawResponse response)
    {
        Assert.That((response.Status, response.ErrorCode, response.ErrorMessage), Is.EqualTo((403, "FORBIDDEN", Refusal)));
        Assert.That(response.HeaderValues("WWW-Authenticate"), Is.Empty);
        Assert.That(host.EndpointRuns, Is.Zero);
    }

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, TestKey key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://localhost/me");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key.Text}");
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }
}
