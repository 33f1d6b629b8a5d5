using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using ApiKeys.AspNetCore.Tests.Host;

namespace ApiKeys.AspNetCore.Tests.Signing;

/// <summary>Bodies of signed requests: read late, hashed once, bounded, and given to the endpoint as they were checked.</summary>
internal sealed class SignedBodyTests
{
    private const string Expected = "Invalid or expired API key";

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(65_535)]
    [TestCase(65_536)]
    [TestCase(65_537)]
    [TestCase(3_000_000)]
    public async Task AC_201_the_endpoint_sees_the_bytes_that_were_checked(int length)
    {
        await using var host = await SignedHost.StartAsync();
        var key = await host.IssueAsync();
        var body = new string('x', length);
        var response = await host.PostAsync(key, "/echo/1", body);
        Assert.That(response.Status, Is.EqualTo(200), response.Body);
        Assert.That(response.Json.GetProperty("length").GetInt32(), Is.EqualTo(length));
        Assert.That(response.Json.GetProperty("hash").GetString(), Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(body)))));
    }

    [Test]
    public async Task AC_197_chunks_and_extensions_of_them_change_nothing_and_what_they_carry_does()
    {
        await using var host = await SignedHost.StartAsync();
        var key = await host.IssueAsync();
        foreach (var (chunks, status) in new[] { ("2\r\n{}\r\n0\r\n\r\n", 200), ("1\r\n{\r\n1\r\n}\r\n0\r\n\r\n", 200), ("1\r\n{\r\n0\r\n\r\n", 401), ("3\r\n{} \r\n0\r\n\r\n", 401), ("2\r\n{}\r\n0\r\nAuthorization: Bearer x\r\n\r\n", 200) })
        {
            host.Inner.Clock.Advance(TimeSpan.FromSeconds(1));
            var response = await RawClient.SendAsync(host.Inner.Port, Chunked(host, key, "", chunks));
            Assert.That(response.Status, Is.EqualTo(status), chunks);
        }

        Assert.That((await host.SendAsync("GET", "/echo/1", "{}", key.Sign(host.Now, "POST", "/echo/1", "{}"))).Status, Is.EqualTo(401), "moved to another method");
        Assert.That((await host.SendAsync("POST", "/echo/1", "{}", key.Sign(host.Now, "POST", "/echo/1"), "x-content-sha256: UNSIGNED-PAYLOAD")).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task AC_199_a_body_of_the_limit_passes_and_one_byte_more_is_413()
    {
        await using var host = await SignedHost.StartAsync(keys => keys.ConfigureSignedRequests(requests => requests.MaxBodyBytes = 100_000));
        var key = await host.IssueAsync();
        Assert.That((await host.PostAsync(key, "/echo/1", new string('x', 100_000))).Status, Is.EqualTo(200));
        var response = await host.PostAsync(key, "/echo/1", new string('x', 100_001));
        Assert.That((response.Status, response.ErrorCode), Is.EqualTo((413, "PAYLOAD_TOO_LARGE")));
        host.Inner.Clock.Advance(TimeSpan.FromSeconds(1));
        var chunk = new string('x', 0x8000);
        response = await RawClient.SendAsync(host.Inner.Port, Chunked(host, key, "", string.Concat(Enumerable.Repeat($"8000\r\n{chunk}\r\n", 4)) + "0\r\n\r\n"));
        Assert.That(response.Status, Is.EqualTo(413), "no length is said beforehand");
        Assert.That(host.Echoes, Is.EqualTo(1));
    }

    [Test]
    public async Task AC_199_a_length_beyond_the_limit_tells_nothing_of_the_key()
    {
        await using var host = await SignedHost.StartAsync(keys => keys.ConfigureSignedRequests(requests => requests.MaxBodyBytes = 10));
        var key = await host.IssueAsync();
        foreach (var named in new[] { key.ApiKey, (await host.Inner.IssueAsync()).Text, "nobody" })
        {
            Assert.That((await host.PostAsync(key with { ApiKey = named }, "/echo/1", "longer than the limit")).Status, Is.EqualTo(413), named);
        }
    }

    [Test]
    public async Task AC_200_nothing_is_read_for_an_unknown_key()
    {
        await using var host = await SignedHost.StartAsync();
        var key = await host.IssueAsync();
        var unknown = key with { ApiKey = (await host.Inner.IssueAsync()).Text };
        using var client = RawClient.Connect(host.Inner.Port);
        await client.WriteAsync($"POST /echo/1 HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 1000000\r\n{unknown.Sign(host.Now, "POST", "/echo/1", "{}")}\r\n\r\n");
        var response = await client.ReadAsync();
        Assert.That((response.Status, response.ErrorMessage), Is.EqualTo((401, Expected)), "no 100 came first, and nothing of the body was sent");
        using var stale = RawClient.Connect(host.Inner.Port);
        await stale.WriteAsync($"POST /echo/1 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n{key.Sign(host.Now - 31, "POST", "/echo/1", "{}")}\r\n\r\n");
        Assert.That((await stale.ReadAsync()).Status, Is.EqualTo(401));
        using var good = RawClient.Connect(host.Inner.Port);
        await good.WriteAsync($"POST /echo/1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: 2\r\n{key.Sign(host.Now, "POST", "/echo/1", "{}")}\r\n\r\n");
        Assert.That((await good.ReadAsync(hasBody: false)).Status, Is.EqualTo(100), "a good one is asked for it");
        await good.WriteAsync("{}");
        Assert.That((await good.ReadAsync()).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task AC_202_a_body_with_a_bad_frame_is_400_and_counts_nothing()
    {
        await using var host = await SignedHost.StartAsync();
        var key = await host.IssueAsync(request => request with { RateLimits = [RateLimit.PerHour(1)] });
        var response = await RawClient.SendAsync(host.Inner.Port, Chunked(host, key, "", "2\r\n{}X0\r\n\r\n"));
        Assert.That((response.Status, response.ErrorCode), Is.EqualTo((400, "BAD_REQUEST")));
        Assert.That((await host.PostAsync(key, "/echo/1", "{}")).Status, Is.EqualTo(200));
        Assert.That(host.Inner.Log.Where(line => line.Level > LogLevel.Information && !line.Text.Contains("rate", StringComparison.OrdinalIgnoreCase)), Is.Empty);
    }

    [Test]
    public async Task A_refused_signature_leaves_the_body_whole_for_endpoints_that_ask_for_no_key()
    {
        await using var host = await SignedHost.StartAsync(
            keys => keys.ConfigureSignedRequests(requests => requests.MaxBodyBytes = 1_000),
            services: builder => builder.Services.Configure<Microsoft.AspNetCore.Authentication.AuthenticationOptions>(options => options.DefaultAuthenticateScheme = ApiKeyDefaults.AuthenticationScheme));
        var key = await host.IssueAsync();
        foreach (var length in new[] { 10, 1_000, 100_000 })
        {
            var body = new string('y', length);
            var response = await host.SendAsync("POST", "/open-echo", body, key.Sign(host.Now, "POST", "/another"));
            Assert.That((response.Status, response.Json.GetProperty("length").GetInt32()), Is.EqualTo((200, length)));
        }
    }

    [Test]
    public async Task AC_198_compressed_bodies_are_signed_as_they_are_sent()
    {
        var zipped = Zip("{\"action\":\"sync\"}");
        await using var after = await SignedHost.StartAsync(services: builder => builder.Services.AddRequestDecompression(), pipeline: app =>
        {
            app.UseAuthentication();
            app.UseAuthorization();
            app.UseRequestDecompression();
        });
        var key = await after.IssueAsync();
        using var client = RawClient.Connect(after.Inner.Port);
        await client.WriteAsync(Head(after, key, zipped));
        await client.WriteAsync(zipped);
        var response = await client.ReadAsync();
        Assert.That((response.Status, response.Json.GetProperty("length").GetInt32()), Is.EqualTo((200, 17)), "decompressed behind the check");
        await using var before = await SignedHost.StartAsync(services: builder => builder.Services.AddRequestDecompression(), pipeline: app => app.UseRequestDecompression());
        key = await before.IssueAsync();
        using var wrong = RawClient.Connect(before.Inner.Port);
        await wrong.WriteAsync(Head(before, key, zipped));
        await wrong.WriteAsync(zipped);
        Assert.That((await wrong.ReadAsync()).Status, Is.EqualTo(401), "decompressed in front of it fails closed");
    }

    [Test]
    public async Task AC_198_a_bomb_is_bounded_wherever_it_is_decompressed()
    {
        await using var host = await SignedHost.StartAsync(services: builder => builder.Services.AddRequestDecompression(), pipeline: app => app.UseRequestDecompression());
        var key = await host.IssueAsync();
        var bomb = Zip(new string('\0', 50_000_000));
        using var client = RawClient.Connect(host.Inner.Port);
        await client.WriteAsync(Head(host, key, bomb));
        await client.WriteAsync(bomb);
        Assert.That((await client.ReadAsync()).Status, Is.EqualTo(413));
    }

    [TestCase(false, "Content-Length: 5\r\n", "a=bad")]
    [TestCase(true, "Content-Length: 5\r\n", "a=bad")]
    [TestCase(true, "Transfer-Encoding: chunked\r\n", "5\r\na=bad\r\n0\r\n\r\n")]
    public async Task AC_201_a_body_that_was_read_before_the_check_is_not_taken_for_an_empty_one(bool isBuffered, string length, string body)
    {
        await using var host = await SignedHost.StartAsync(pipeline: app => app.Use(async (context, next) =>
        {
            if (isBuffered)
            {
                context.Request.EnableBuffering();
            }

            await context.Request.Body.CopyToAsync(Stream.Null);
            await next(context);
        }));
        var key = await host.IssueAsync();
        var head = $"POST /echo/1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{length}{key.Sign(host.Now, "POST", "/echo/1")}\r\n\r\n";
        Assert.That((await RawClient.SendAsync(host.Inner.Port, head + body)).Status, Is.EqualTo(401));
        Assert.That(host.Echoes, Is.Zero);
    }

    [TestCase("Content-Length: 5\r\n", "a=bad")]
    [TestCase("Transfer-Encoding: chunked\r\n", "5\r\na=bad\r\n0\r\n\r\n")]
    public async Task AC_201_a_form_that_was_read_before_the_check_is_not_taken_for_an_empty_body(string length, string body)
    {
        await using var host = await SignedHost.StartAsync(pipeline: app => app.Use(async (context, next) =>
        {
            await context.Request.ReadFormAsync();
            await next(context);
        }));
        var key = await host.IssueAsync();
        var head = $"POST /echo/1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\n{length}{key.Sign(host.Now, "POST", "/echo/1")}\r\n\r\n";
        Assert.That((await RawClient.SendAsync(host.Inner.Port, head + body)).Status, Is.EqualTo(401));
        Assert.That(host.Echoes, Is.Zero);
    }

    [Test]
    public async Task AC_201_a_body_that_was_buffered_and_rewound_passes()
    {
        await using var host = await SignedHost.StartAsync(pipeline: app => app.Use(async (context, next) =>
        {
            context.Request.EnableBuffering();
            await context.Request.Body.CopyToAsync(Stream.Null);
            context.Request.Body.Position = 0;
            await next(context);
        }));
        var response = await host.PostAsync(await host.IssueAsync(), "/echo/1", "{}");
        Assert.That((response.Status, response.Json.GetProperty("length").GetInt32()), Is.EqualTo((200, 2)));
    }

    private static string Chunked(SignedHost host, SignedKey key, string headers, string chunks) =>
        $"POST /echo/1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n{headers}{key.Sign(host.Now, "POST", "/echo/1", "{}")}\r\n\r\n{chunks}";

    private static string Head(SignedHost host, SignedKey key, byte[] body) =>
        $"POST /echo/1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Encoding: gzip\r\nContent-Length: {body.Length}\r\n{key.Sign(host.Now, "POST", "/echo/1", body)}\r\n\r\n";

    private static byte[] Zip(string text)
    {
        using var zipped = new MemoryStream();
        using (var zip = new GZipStream(zipped, CompressionLevel.SmallestSize))
        {
            zip.Write(Encoding.ASCII.GetBytes(text));
        }

        return zipped.ToArray();
    }
}
