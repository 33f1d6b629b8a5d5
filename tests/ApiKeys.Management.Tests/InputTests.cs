using System.Globalization;
using System.Text;

namespace ApiKeys.Management.Tests;

/// <summary>ATTACKS AC-041, 042, 150, 151, 153, 156, 157, 164: bodies that are wrong, hostile or not there.</summary>
[TestFixture(StoreKind.Memory)]
[TestFixture(StoreKind.PostgreSql)]
internal sealed class InputTests(StoreKind store)
{
    private static readonly string[] Foreign =
    [
        "\"id\":\"x\"", "\"key_prefix\":\"x\"", "\"key_hint\":\"x\"", "\"hash\":\"x\"", "\"secret\":\"x\"", "\"key\":\"x\"", "\"created_by\":\"x\"", "\"created_at\":\"2020-01-01T00:00:00Z\"",
        "\"usage_count\":0", "\"last_used_at\":null", "\"status\":\"active\"", "\"revoked_at\":null", "\"disabled_at\":null", "\"is_system\":true", "\"permissions\":[]", "\"remaining\":9", "\"Name\":\"x\"",
    ];

    [TestCaseSource(nameof(Foreign))]
    public async Task AC_150_AC_151_a_member_that_is_not_ones_to_set_is_unknown_and_nothing_is_changed(string member)
    {
        await using var host = await ManagementHost.StartAsync(store);
        var id = await host.CreateIdAsync("admA");
        var before = await host.SendAsync("admA", "GET", $"/api-keys/{id}");
        var created = await host.SendAsync("admA", "POST", "/api-keys", $$"""{"name":"x","environment":"live",{{member}}}""");
        var edited = await host.SendAsync("admA", "PATCH", $"/api-keys/{id}", $$"""{"name":"y",{{member}}}""");
        var name = member[1..member.IndexOf(':', StringComparison.Ordinal)].Trim('"');
        Assert.That((created.Status, CreateTests.FieldsOf(created)), Is.EqualTo((400, name)));
        Assert.That((edited.Status, CreateTests.FieldsOf(edited)), Is.EqualTo((400, name)));
        Assert.That((await host.SendAsync("admA", "GET", $"/api-keys/{id}")).Body, Is.EqualTo(before.Body));
        Assert.That(await host.CountAsync("admA"), Is.EqualTo(1));
    }

    [Test]
    public async Task AC_151_where_unknown_members_are_ignored_they_still_change_nothing()
    {
        await using var host = await ManagementHost.StartAsync(store, management: options => options.IgnoreUnknownMembers = true);
        var created = (await host.CreateAsync("admA", string.Join(',', Foreign.Except(["\"Name\":\"x\""])) + ",\"color\":1")).Json;
        Assert.That(created.GetProperty("created_by").GetString(), Is.EqualTo("admA"));
        Assert.That(created.GetProperty("id").GetString(), Is.Not.EqualTo("x"));
        Assert.That(created.GetProperty("created_at").GetDateTimeOffset().Year, Is.Not.EqualTo(2020));
    }

    public static IEnumerable<TestCaseData> Hostile()
    {
        yield return Case("NUL", """{"name":"a\u0000b","environment":"live"}""", 400);
        yield return Case("a lone surrogate", """{"name":"a\ud800b","environment":"live"}""", 400);
        yield return Case("a lone surrogate in a member's name", """{"\ud800":1,"name":"a","environment":"live"}""", 400);
        yield return Case("a lone surrogate in metadata", """{"name":"a","environment":"live","metadata":{"\udc00":"x"}}""", 400);
        yield return Case("NUL in metadata", """{"name":"a","environment":"live","metadata":{"a":"\u0000"}}""", 400);
        yield return Case("NUL in a customer", """{"name":"a","environment":"live","customer_ids":["\u0000"]}""", 400);
        yield return Case("NUL in an environment", """{"name":"a","environment":"\u0000"}""", 400);
        yield return Case("a duplicate member", """{"name":"a","name":"b","environment":"live"}""", 400);
        yield return Case("a duplicate member, written otherwise", """{"name":"a","n\u0061me":"b","environment":"live"}""", 400);
        yield return Case("a duplicate in metadata", """{"name":"a","environment":"live","metadata":{"a":"1","a":"2"}}""", 400);
        yield return Case("depth 1,000", "{\"name\":" + new string('[', 1000) + new string(']', 1000) + "}", 400);
        yield return Case("a comment", """{"name":"a",/* x */"environment":"live"}""", 400);
        yield return Case("a comma at the end", """{"name":"a","environment":"live",}""", 400);
        yield return Case("no object", "[]", 400);
        yield return Case("null", "null", 400);
        yield return Case("two values", """{"name":"a","environment":"live"}{}""", 400);
        yield return Case("nothing", "", 400);
        yield return Case("half", """{"name":"a""", 400);
        yield return Case("an empty name", """{"name":" ","environment":"live"}""", 400);
        yield return Case("a name of 101 characters", $$"""{"name":"{{new string('a', 101)}}","environment":"live"}""", 400);
        yield return Case("10 MB", $$"""{"name":"{{new string('a', 10_000_000)}}"}""", 413);
        yield return Case("one byte too many", $$"""{"name":"a","environment":"live"{{new string(' ', 65_536 - 32)}}}""", 413);
        yield return Case("as long as allowed", $$"""{"name":"a","environment":"live"{{new string(' ', 65_536 - 33)}}}""", 201);
        yield return Case("umlauts and a smiley", """{"name":"Ä\ud83d\ude00","environment":"live"}""", 201);
        yield return new TestCaseData(Encoding.Unicode.GetBytes("""{"name":"a","environment":"live"}"""), 400).SetArgDisplayNames("UTF-16");
        yield return new TestCaseData((byte[])[0xef, 0xbb, 0xbf, .. """{"name":"a","environment":"live"}"""u8], 400).SetArgDisplayNames("a byte order mark");
        yield return new TestCaseData((byte[])[.. "{\"name\":\""u8, 0xff, 0xfe, .. "\",\"environment\":\"live\"}"u8], 400).SetArgDisplayNames("invalid UTF-8");
        yield return new TestCaseData((byte[])[.. "{\"name\":\""u8, 0xed, 0xa0, 0x80, .. "\",\"environment\":\"live\"}"u8], 400).SetArgDisplayNames("a surrogate in UTF-8");

        static TestCaseData Case(string name, string body, int status) => new TestCaseData(Encoding.UTF8.GetBytes(body), status).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Hostile))]
    public async Task AC_153_a_hostile_body_is_400_or_413_and_makes_no_row(byte[] body, int status)
    {
        await using var host = await ManagementHost.StartAsync(store);
        var response = await host.SendBytesAsync("admA", "POST", "/api-keys", body, "Content-Type: application/json; charset=utf-8");
        Assert.That(response.Status, Is.EqualTo(status), response.Body);
        Assert.That(await host.CountAsync("admA"), Is.EqualTo(status == 201 ? 1 : 0));
        if (status == 413)
        {
            Assert.That(response.ErrorCode, Is.EqualTo("PAYLOAD_TOO_LARGE"));
        }
    }

    [Test]
    public async Task AC_153_a_long_body_in_chunks_is_cut_off_as_well()
    {
        await using var host = await ManagementHost.StartAsync(store);
        using var client = RawClient.Connect(host.Host.Port);
        await client.WriteAsync("POST /api-keys HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Test-User: admA\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
        await client.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{70_000:x}\r\n{new string('a', 70_000)}\r\n0\r\n\r\n"));
        Assert.That((await client.ReadAsync()).Status, Is.EqualTo(413));
    }

    [Test]
    public async Task AC_153_a_broken_chunk_is_400()
    {
        await using var host = await ManagementHost.StartAsync(store);
        using var client = RawClient.Connect(host.Host.Port);
        await client.WriteAsync("POST /api-keys HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Test-User: admA\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
        Assert.That((await client.ReadAsync()).Status, Is.EqualTo(400));
    }

    [TestCase("text/plain")]
    [TestCase("application/x-www-form-urlencoded")]
    [TestCase("multipart/form-data; boundary=x")]
    [TestCase("application/json; charset=utf-16")]
    [TestCase("application/jsonp")]
    [TestCase("application/json, text/plain")]
    [TestCase("")]
    public async Task AC_156_a_body_that_is_not_json_is_415(string type)
    {
        await using var host = await ManagementHost.StartAsync(store);
        var id = await host.CreateIdAsync("admA");
        string[] headers = type.Length == 0 ? [] : [$"Content-Type: {type}"];
        foreach (var (method, path) in new[] { ("POST", "/api-keys"), ("PATCH", $"/api-keys/{id}"), ("POST", $"/api-keys/{id}/revoke"), ("POST", $"/api-keys/{id}/regenerate"), ("POST", "/api-keys/temporary"), ("DELETE", $"/api-keys/{id}") })
        {
            var response = await host.SendBytesAsync("admA", method, path, Encoding.UTF8.GetBytes("""{"name":"x","environment":"live"}"""), headers);
            Assert.That((response.Status, response.ErrorCode), Is.EqualTo((415, "UNSUPPORTED_MEDIA_TYPE")), $"{method} {path}");
        }

        Assert.That((await host.SendAsync("admA", "GET", $"/api-keys/{id}")).Json.GetProperty("status").GetString(), Is.EqualTo("active"));
    }

    [Test]
    public async Task AC_156_no_body_at_all_is_fine_where_none_is_needed()
    {
        await using var host = await ManagementHost.StartAsync(store, keys: keys => keys.ConfigurePolicy(policy => policy.Temporary.Environment = "live"));
        var id = await host.CreateIdAsync("admA");
        foreach (var (path, status) in new[] { ("disable", 200), ("enable", 200), ("regenerate", 201), ("rotate", 201), ("revoke", 200) })
        {
            Assert.That((await host.SendAsync("admA", "POST", $"/api-keys/{id}/{path}")).Status, Is.EqualTo(status), path);
        }

        Assert.That((await host.SendAsync("admA", "POST", "/api-keys/temporary", null, "Content-Type: text/plain")).Status, Is.EqualTo(201));
        Assert.That((await host.SendAsync("admA", "DELETE", $"/api-keys/{id}")).Status, Is.EqualTo(204));
        Assert.That((await host.SendAsync("admA", "POST", "/api-keys")).Status, Is.EqualTo(415), "here one is needed");
    }

    [TestCase("GET")]
    [TestCase("HEAD")]
    [TestCase("PUT")]
    public async Task AC_157_other_methods_change_nothing(string method)
    {
        await using var host = await ManagementHost.StartAsync(store);
        var id = await host.CreateIdAsync("admA");
        foreach (var verb in new[] { "disable", "enable", "revoke", "regenerate", "rotate" })
        {
            var response = await host.SendAsync("admA", method, $"/api-keys/{id}/{verb}");
            Assert.That((response.Status, response.Header("Allow")), Is.EqualTo((405, "POST")));
        }

        Assert.That((await host.SendAsync("admA", "GET", $"/api-keys/{id}")).Json.GetProperty("version").GetInt64(), Is.EqualTo(1));
    }

    [TestCase("0")]
    [TestCase("true")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("1e3")]
    public async Task AC_041_another_type_where_a_text_is_expected_is_400(string value)
    {
        await using var host = await ManagementHost.StartAsync(store);
        Assert.That((await host.SendAsync("admA", "POST", "/api-keys", $$"""{"name":{{value}},"environment":"live"}""")).Status, Is.EqualTo(400));
        Assert.That((await host.SendAsync("admA", "POST", "/api-keys", $$"""{"name":"x","environment":"live","customer_ids":[{{value}}]}""")).Status, Is.EqualTo(400));
        Assert.That((await host.SendAsync("admA", "GET", $"/api-keys/{Uri.EscapeDataString(value)}")).Status, Is.EqualTo(404));
    }

    [TestCase("' OR 1=1--")]
    [TestCase("\"; DROP")]
    [TestCase("\\")]
    [TestCase("%")]
    [TestCase("_")]
    [TestCase("$1")]
    [TestCase("@p0")]
    public async Task AC_042_sql_is_a_text_like_any_other(string text)
    {
        await using var host = await ManagementHost.StartAsync(store);
        var json = System.Text.Json.JsonSerializer.Serialize(text);
        var created = await host.SendAsync("admA", "POST", "/api-keys", $$$"""{"name":{{{json}}},"environment":"live","customer_ids":[{{{json}}}],"metadata":{"a":{{{json}}}}}""");
        Assert.That((created.Status, created.Json.GetProperty("name").GetString()), Is.EqualTo((201, text)));
        var escaped = Uri.EscapeDataString(text);
        Assert.That((await host.SendAsync("admA", "GET", $"/api-keys/{escaped}")).Status, Is.EqualTo(404));
        Assert.That((await host.SendAsync("admA", "GET", $"/api-keys?cursor={escaped}")).Status, Is.EqualTo(400));
        Assert.That((await host.SendAsync("admA", "GET", $"/api-keys/audit?cursor={escaped}&actor={escaped}")).Json.GetProperty("entries").GetArrayLength(), Is.Zero);
        Assert.That((await host.SendAsync("admA", "GET", $"/api-keys?customer_id={escaped}")).Json.GetProperty("total").GetInt64(), Is.EqualTo(1));
    }

    [Test]
    public async Task AC_164_a_reason_is_bounded_stored_and_encoded()
    {
        await using var host = await ManagementHost.StartAsync(store);
        var id = await host.CreateIdAsync("admA");
        var tooLong = await host.SendAsync("admA", "POST", $"/api-keys/{id}/revoke", $$"""{"reason":"{{new string('a', 10_000)}}"}""");
        Assert.That((tooLong.Status, CreateTests.FieldsOf(tooLong)), Is.EqualTo((400, "reason")));
        Assert.That((await host.SendAsync("admA", "POST", $"/api-keys/{id}/revoke", """{"reason":5}""")).Status, Is.EqualTo(400));
        var revoked = await host.SendAsync("admA", "POST", $"/api-keys/{id}/revoke", """{"reason":"<script>alert(1)</script>\r\nleft"}""");
        Assert.That(revoked.Status, Is.EqualTo(200));
        Assert.That(revoked.Json.GetProperty("revoked_reason").GetString(), Is.EqualTo("<script>alert(1)</script>\r\nleft"));
        Assert.That(revoked.Body, Does.Not.Contain("<script>"));
        var again = await host.SendAsync("admA", "POST", $"/api-keys/{id}/revoke", """{"reason":"later"}""");
        Assert.That((again.Status, again.Body), Is.EqualTo((200, revoked.Body)), "the first revocation stays");
    }
}
