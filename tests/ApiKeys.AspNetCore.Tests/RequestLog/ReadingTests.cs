using System.Net;
using System.Text.Json;
using ApiKeys.Stores;

namespace ApiKeys.AspNetCore.Tests.RequestLog;

/// <summary>CONTRACT G-8: who reads the request log, in which pages and forms.</summary>
internal sealed class ReadingTests
{
    [Test]
    public async Task G_08_a_row_has_these_members()
    {
        await using var host = await RequestLogHost.StartAsync();
        var key = await host.IssueAsync();
        await host.GetAsync("/me", key.Bearer);
        await host.RowsAsync(1);
        var response = await host.GetAsync($"/api-keys/{key.Record.Id}/requests", RequestLogHost.AdminA);
        var row = response.Json.GetProperty("requests").EnumerateArray().Single();
        Assert.That(Names(response.Json), Is.EqualTo("requests next_cursor logged_kinds"));
        Assert.That(Names(row), Is.EqualTo("id at last_at level kind count tenant_id key_id key_name actor method route status duration_ms address request_id reason"));
        Assert.That(row.GetProperty("at").GetString(), Does.Match(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"));
        Assert.That((Text(row, "kind"), Text(row, "level"), row.GetProperty("status").GetInt32(), row.GetProperty("reason").ValueKind), Is.EqualTo(("call", "info", 200, JsonValueKind.Null)));
        Assert.That(response.HeaderValues("Cache-Control"), Is.EqualTo(new[] { "no-store" }));
    }

    [Test]
    public async Task AC_116_one_tenants_rows_are_nobody_elses_and_a_foreign_key_is_like_an_absent_one()
    {
        await using var host = await RequestLogHost.StartAsync();
        var mine = await host.IssueAsync("A");
        var other = await host.IssueAsync("B");
        await host.GetAsync("/me", mine.Bearer);
        await host.GetAsync("/me", other.Bearer);
        await host.GetAsync("/v1/admin", other.Bearer);
        await host.GetAsync("/me", "Authorization: Bearer sk_live_nobody");
        await host.RowsAsync(4);
        foreach (var query in new[] { "", $"?key_id={other.Record.Id}", "?kind=failed", "?tenant_id=B", "?status=4xx" })
        {
            var rows = await ListAsync(host, RequestLogHost.AdminA, $"/api-keys/requests{query}");
            Assert.That(rows.Select(row => Text(row, "tenant_id")), Is.All.EqualTo("A"), query);
            Assert.That(rows, Has.Count.EqualTo(query is "" or "?tenant_id=B" ? 1 : 0), query);
        }

        Assert.That(await ListAsync(host, RequestLogHost.AdminB, "/api-keys/requests"), Has.Count.EqualTo(2));
        var foreign = await host.GetAsync($"/api-keys/{other.Record.Id}/requests", RequestLogHost.AdminA);
        var absent = await host.GetAsync("/api-keys/nobody/requests", RequestLogHost.AdminA);
        Assert.That((foreign.Status, foreign.Body), Is.EqualTo((404, absent.Body)));
        Assert.That((await host.GetAsync("/api-keys/requests", RequestLogHost.MemberA)).Status, Is.EqualTo(403));
        Assert.That((await host.GetAsync("/api-keys/requests", mine.Bearer)).Status, Is.EqualTo(403));
        Assert.That((await host.GetAsync("/api-keys/requests")).Status, Is.EqualTo(401));
    }

    [TestCase(10)]
    [TestCase(20)]
    [TestCase(50)]
    [TestCase(100)]
    public async Task G_08_pages_have_the_sizes_of_the_contract_and_miss_nothing(int limit)
    {
        await using var host = await RequestLogHost.StartAsync();
        await AddAsync(host, [.. Enumerable.Range(0, 105).Select(i => Row(host, i / 4))]);
        var seen = new List<string?>();
        string? cursor = null;
        do
        {
            var page = (await host.GetAsync($"/api-keys/requests?limit={limit}{(cursor is null ? "" : $"&cursor={cursor}")}", RequestLogHost.AdminA)).Json;
            var rows = page.GetProperty("requests").EnumerateArray().ToList();
            Assert.That(rows, Has.Count.InRange(1, limit));
            seen.AddRange(rows.Select(row => Text(row, "id")));
            cursor = page.GetProperty("next_cursor").GetString();

            // A newer row shifts no page.
            await AddAsync(host, Row(host, -seen.Count));
        }
        while (cursor is not null);
        Assert.That(seen, Is.Unique.And.Exactly(105).Items);
    }

    [Test]
    public async Task G_08_rows_are_filtered()
    {
        await using var host = await RequestLogHost.StartAsync();
        var odd = Row(host, 60) with
        {
            Kind = ApiKeyRequestKind.Failed,
            KeyId = "k2",
            Status = 404,
            Actor = "maria",
            Route = "/v1/leads/{id}",
            Address = IPAddress.Parse("2001:db8:1:2::"),
        };
        await AddAsync(host, Row(host, 0) with { KeyId = "k1", Status = 200, Route = "/v1/leads", Address = IPAddress.Parse("192.0.2.7") }, odd);
        foreach (var query in new[]
        {
            "key_id=k2", "kind=failed", "status=4xx", "actor=maria", "route=/v1/leads/%7Bid%7D", "address=2001:db8:1:2::beef", "address=2001:db8:1:2::/64",
            $"until={Iso(host, 30)}", $"from={Iso(host, 90)}&until={Iso(host, 30)}",
        })
        {
            var rows = await ListAsync(host, RequestLogHost.AdminA, $"/api-keys/requests?{query}");
            Assert.That(rows.Select(row => Text(row, "id")), Is.EqualTo(new[] { odd.Id }), query);
            Assert.That((Text(rows[0], "address"), Text(rows[0], "level")), Is.EqualTo(("2001:db8:1:2::/64", "warning")));
        }

        Assert.That(Text((await ListAsync(host, RequestLogHost.AdminA, $"/api-keys/requests?from={Iso(host, 30)}&address=192.0.2.7&status=2xx&kind=call")).Single(), "key_id"), Is.EqualTo("k1"));
    }

    [TestCase("limit=0", "limit")]
    [TestCase("limit=101", "limit")]
    [TestCase("cursor=nonsense", "cursor")]
    [TestCase("kind=all", "kind")]
    [TestCase("status=200", "status")]
    [TestCase("address=10.0.0.0/8", "address")]
    [TestCase("address=1", "address")]
    [TestCase("from=yesterday", "from")]
    [TestCase("format=xml", "format")]
    [TestCase("route=%00", "route")]
    public async Task G_08_a_wrong_query_is_told_by_its_name(string query, string field)
    {
        await using var host = await RequestLogHost.StartAsync();
        var response = await host.GetAsync($"/api-keys/requests?{query}", RequestLogHost.AdminA);
        Assert.That(response.Status, Is.EqualTo(400));
        Assert.That(response.Json.GetProperty("error").GetProperty("details").EnumerateArray().Select(detail => Text(detail, "field")), Is.EqualTo(new[] { field }));
    }

    [Test]
    public async Task AC_214_an_export_is_safe_in_a_spreadsheet_and_goes_on_where_it_ends()
    {
        await using var host = await RequestLogHost.StartAsync();
        await AddAsync(host, Row(host, 0) with { KeyName = "=HYPERLINK(\"http://evil\")", Actor = "+1;\r\n@x", Route = "-/a,b", RequestId = "@cmd" }, Row(host, 1), Row(host, 2));
        var response = await host.GetAsync("/api-keys/requests?format=csv&limit=2", RequestLogHost.AdminA);
        var lines = response.Body.Split("\r\n");
        Assert.That(response.Header("Content-Type"), Is.EqualTo("text/csv; charset=utf-8"));
        Assert.That(response.Header("Content-Disposition"), Does.Contain("api-key-requests.csv"));
        Assert.That(lines[0], Does.StartWith("id,at,last_at,level,kind,count,").And.Not.Contain(" "));
        Assert.That(response.Body, Does.Contain(",\"'=HYPERLINK(\"\"http://evil\"\")\",").And.Contain(",\"'+1;\r\n@x\",").And.Contain(",\"'-/a,b\",").And.Contain(",'@cmd,"));
        Assert.That(response.Body.Split("\r\n").Count(line => line.Contains(",call,", StringComparison.Ordinal)), Is.EqualTo(2));
        var next = response.Header("Link");
        Assert.That(next, Does.EndWith("rel=\"next\""));
        var rest = await host.GetAsync($"/api-keys/requests{next[1..next.IndexOf('>', StringComparison.Ordinal)]}", RequestLogHost.AdminA);
        Assert.That(rest.Body.Split("\r\n"), Has.Length.EqualTo(3));
        Assert.That((await host.GetAsync("/api-keys/requests", RequestLogHost.AdminA, "Accept: text/csv")).Header("Content-Type"), Does.StartWith("text/csv"));
    }

    [Test]
    public async Task FC_01_a_log_that_cannot_be_read_is_a_503()
    {
        await using var host = await RequestLogHost.StartAsync(services: builder => builder.Services.AddSingleton<IApiKeyRequestStore>(new FlakyRequestStore()));
        var response = await host.GetAsync("/api-keys/requests", RequestLogHost.AdminA);
        Assert.That((response.Status, response.HeaderValues("Retry-After").Count), Is.EqualTo((503, 1)));
    }

    private static ApiKeyRequestEntry Row(RequestLogHost host, int ageSeconds)
    {
        var at = host.Host.Clock.GetUtcNow().AddSeconds(-ageSeconds);
        return new ApiKeyRequestEntry { Id = Guid.NewGuid().ToString(), At = at, LastAt = at, Kind = ApiKeyRequestKind.Call, TenantId = "A" };
    }

    private static async Task AddAsync(RequestLogHost host, params ApiKeyRequestEntry[] rows) => await host.Host.Services.GetRequiredService<IApiKeyRequestStore>().AddAsync(rows, default);

    private static async Task<IReadOnlyList<JsonElement>> ListAsync(RequestLogHost host, string who, string path)
    {
        var response = await host.GetAsync(path, who);
        Assert.That(response.Status, Is.EqualTo(200), response.Body);
        return [.. response.Json.GetProperty("requests").EnumerateArray()];
    }

    private static string Iso(RequestLogHost host, int ageSeconds) => host.Host.Clock.GetUtcNow().AddSeconds(-ageSeconds).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static string Names(JsonElement element) => string.Join(' ', element.EnumerateObject().Select(member => member.Name));
}
