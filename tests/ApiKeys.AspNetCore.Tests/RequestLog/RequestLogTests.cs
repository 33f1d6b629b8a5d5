using System.Net;
using System.Text.Json;
using ApiKeys.AspNetCore.Tests.Host;
using ApiKeys.Stores;
using ApiKeys.Testing;

namespace ApiKeys.AspNetCore.Tests.RequestLog;

/// <summary>CONTRACT G-8: what a request leaves in the log, and what it never does.</summary>
internal sealed class RequestLogTests
{
    [Test]
    public async Task G_08_a_call_is_one_row_with_its_routes_template_and_nothing_of_its_path_query_and_body()
    {
        await using var host = await RequestLogHost.StartAsync();
        var key = await host.IssueAsync();
        await host.GetAsync("/v1/customers/c-4711/orders?token=hunter2", key.Bearer, $"{ApiKeyHost.RemoteHeader}: ::ffff:192.0.2.7");
        var row = (await host.RowsAsync(1)).Single();
        Assert.That((row.Kind, row.Status, row.Count, row.Method, row.Route), Is.EqualTo((ApiKeyRequestKind.Call, 200, 1L, "GET", "/v1/customers/{customerId}/orders")));
        Assert.That((row.TenantId, row.KeyId, row.KeyName, row.Reason, row.Actor), Is.EqualTo(("A", key.Record.Id, "a key", (ApiKeyFailureReason?)null, (string?)null)));
        Assert.That((row.Address, row.At, row.LastAt, row.Duration), Is.EqualTo((IPAddress.Parse("192.0.2.7"), host.Host.Clock.GetUtcNow(), host.Host.Clock.GetUtcNow(), TimeSpan.Zero)));
        Assert.That(row.RequestId, Is.Not.Empty);
        Assert.That(JsonSerializer.Serialize(row with { Address = null }), Does.Not.Contain("4711").And.Not.Contain("hunter2"));
    }

    [Test]
    public async Task G_08_a_call_is_a_call_whatever_the_endpoint_answers()
    {
        await using var host = await RequestLogHost.StartAsync(pipeline: app => app.UseExceptionHandler(error => error.Run(context => context.Response.WriteAsync("sorry"))));
        var key = await host.IssueAsync();
        await host.SendAsync(key.Bearer, "POST", "/v1/leads", """{"email":"hunter2@example.org"}""");
        Assert.That((await host.GetAsync("/v1/crash", key.Bearer)).Status, Is.EqualTo(500));
        await host.GetAsync("/v1/lane/7", key.Bearer);
        var rows = await host.RowsAsync(3);
        Assert.That(rows.Select(row => (row.Kind, row.Status, row.Route)), Is.EquivalentTo(new (ApiKeyRequestKind, int?, string?)[]
        {
            (ApiKeyRequestKind.Call, 422, "/v1/leads"), (ApiKeyRequestKind.Call, 500, "/v1/crash"), (ApiKeyRequestKind.Call, 200, "/v1/lane/{id}"),
        }));
    }

    [Test]
    public async Task G_08_a_request_that_nobody_answers_is_a_500_and_still_an_exception()
    {
        await using var host = await RequestLogHost.StartAsync();
        var key = await host.IssueAsync();
        Assert.That((await host.GetAsync("/v1/crash", key.Bearer)).Status, Is.EqualTo(500));
        Assert.That((await host.RowsAsync(1)).Single().Status, Is.EqualTo(500));
        Assert.That(host.Host.Log.Any(line => line.Text.Contains("it crashed", StringComparison.Ordinal)), "the server hears of it as before");
    }

    [Test]
    public async Task G_08_a_long_request_is_logged_when_it_ends_with_its_whole_time()
    {
        await using var host = await RequestLogHost.StartAsync();
        var key = await host.IssueAsync();
        using var client = RawClient.Connect(host.Host.Port);
        await client.WriteAsync($"GET /v1/stream HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{key.Bearer}\r\n\r\n");
        var began = host.Host.Clock.GetUtcNow();
        Assert.That(async () => (await host.Host.Services.GetRequiredService<IApiKeyUsageStore>().GetAsync(key.Record.Id, default)).Count + (await FlushUsageAsync(host)), Is.EqualTo(1).After(5_000, 10), "it runs");
        host.Host.Clock.Advance(TimeSpan.FromSeconds(20));
        Assert.That(await host.RowsAsync(), Is.Empty);
        host.Gate.SetResult();
        await client.ReadAsync();
        var row = (await host.RowsAsync(1)).Single();
        Assert.That((row.Kind, row.Status, row.At, row.Duration), Is.EqualTo((ApiKeyRequestKind.Call, 200, began, TimeSpan.FromSeconds(20))));
    }

    [Test]
    public async Task G_08_a_client_that_has_gone_leaves_no_status()
    {
        await using var host = await RequestLogHost.StartAsync(pipeline: app => app.MapGet("/v1/wait", async context => await Task.Delay(Timeout.Infinite, context.RequestAborted)).RequireScopes("leads:read"));
        var key = await host.IssueAsync();
        using (var client = RawClient.Connect(host.Host.Port))
        {
            await client.WriteAsync($"GET /v1/wait HTTP/1.1\r\nHost: localhost\r\n{key.Bearer}\r\n\r\n");
            Assert.That(async () => (await host.Host.Services.GetRequiredService<IApiKeyUsageStore>().GetAsync(key.Record.Id, default)).Count + (await FlushUsageAsync(host)), Is.EqualTo(1).After(5_000, 10), "it runs");
        }

        Assert.That((await host.RowsAsync(1)).Single().Status, Is.Null);
    }

    [Test]
    public async Task G_08_what_no_key_has_to_do_with_is_not_logged()
    {
        await using var host = await RequestLogHost.StartAsync();
        var key = await host.IssueAsync();
        await host.GetAsync("/open");
        await host.GetAsync("/open", key.Bearer);
        await host.GetAsync("/open", key.Bearer + "x");
        await host.GetAsync("/nowhere", key.Bearer);
        Assert.That((await host.GetAsync("/api-keys", RequestLogHost.AdminA)).Status, Is.EqualTo(200));
        await host.GetAsync("/me", key.Bearer);
        Assert.That((await host.RowsAsync(1)).Single().Route, Is.EqualTo("/me"));
    }

    [Test]
    public async Task G_08_refusals_tell_why_and_name_a_key_only_where_its_secret_was_presented()
    {
        await using var host = await RequestLogHost.StartAsync(services: builder => builder.Services.Configure<ApiKeys.Management.ApiKeyPolicyOptions>(policy =>
        {
            policy.DefaultRateLimits.Clear();
            policy.DefaultRateLimits.Add(RateLimit.PerHour(1));
        }));
        var good = await host.IssueAsync();
        var outside = await host.IssueAsync(allowedIps: ["10.0.0.0/8"]);
        var revoked = await host.IssueAsync();
        await host.Host.ChangeAsync(revoked, record => record with { RevokedAt = host.Host.Clock.GetUtcNow() });
        var signed = await host.IssueAsync();
        await host.Host.ChangeAsync(signed, record => record with { Mode = ApiKeyMode.Signed });
        await host.GetAsync("/me", good.Bearer);
        await host.GetAsync("/me", good.Bearer);
        await host.GetAsync("/v1/admin", good.Bearer);
        await host.GetAsync("/v1/policy", good.Bearer);
        await host.GetAsync("/me", outside.Bearer);
        await host.GetAsync("/v1/lane/1", revoked.Bearer);
        await host.GetAsync("/me", signed.Bearer);
        await host.GetAsync("/me", (await WithOtherSecretAsync(host, good)).Bearer);
        await host.GetAsync("/me", good.Bearer[..^1]);
        await host.GetAsync("/me");
        await host.GetAsync("/me", good.Bearer, revoked.Bearer);
        var rows = (await host.RowsAsync(11)).Where(row => row.Kind != ApiKeyRequestKind.Call).ToDictionary(row => row.Reason!.Value, row => (row.Status, row.KeyId, row.TenantId));
        var nobody = ((int?)401, (string?)null, (string?)null);
        Assert.That(rows, Is.EquivalentTo(new Dictionary<ApiKeyFailureReason, (int?, string?, string?)>
        {
            [ApiKeyFailureReason.RateLimited] = (429, good.Record.Id, "A"),
            [ApiKeyFailureReason.MissingScopes] = (403, good.Record.Id, "A"),
            [ApiKeyFailureReason.RefusedByHost] = (403, good.Record.Id, "A"),
            [ApiKeyFailureReason.IpNotAllowed] = (403, outside.Record.Id, "A"),
            [ApiKeyFailureReason.Revoked] = (401, revoked.Record.Id, "A"),
            [ApiKeyFailureReason.WrongMode] = nobody,
            [ApiKeyFailureReason.WrongSecret] = nobody,
            [rows.Keys.Single(reason => reason is ApiKeyFailureReason.WrongChecksum or ApiKeyFailureReason.MalformedKey)] = nobody,
            [ApiKeyFailureReason.MissingCredential] = nobody,
            [ApiKeyFailureReason.SeveralCredentials] = nobody,
        }));
    }

    [Test]
    public async Task G_08_a_store_that_is_down_is_a_503_in_the_log_and_no_pass()
    {
        await using var host = await RequestLogHost.StartAsync();
        var key = await host.IssueAsync();
        host.Host.Store.Fault = StoreFault.Down;
        Assert.That((await host.GetAsync("/me", key.Bearer)).Status, Is.EqualTo(503));
        var row = (await host.RowsAsync(1)).Single();
        Assert.That((row.Kind, row.Status, row.Reason, row.KeyId), Is.EqualTo((ApiKeyRequestKind.Failed, 503, ApiKeyFailureReason.StoreUnavailable, (string?)null)));
    }

    [Test]
    public async Task G_08_a_flood_of_wrong_keys_over_http_is_one_row()
    {
        await using var host = await RequestLogHost.StartAsync();
        var key = await WithOtherSecretAsync(host, await host.IssueAsync());
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            for (var i = 0; i < 25; i++)
            {
                await host.GetAsync("/me", key.Bearer);
            }
        }));
        var row = (await host.RowsAsync(200)).Single();
        Assert.That((row.Count, row.KeyId, row.Route), Is.EqualTo((200L, (string?)null, "/me")));
    }

    [Test]
    public async Task G_08_refused_management_is_counted_with_its_callers_name()
    {
        await using var host = await RequestLogHost.StartAsync(keys: builder => builder.ConfigureManagement(options => options.AllowApiKeys = true));
        var key = await host.IssueAsync("B");
        for (var i = 0; i < 3; i++)
        {
            Assert.That((await host.GetAsync($"/api-keys/{key.Record.Id}", RequestLogHost.AdminA)).Status, Is.EqualTo(404));
        }

        Assert.That((await host.GetAsync("/api-keys", RequestLogHost.MemberA)).Status, Is.EqualTo(403));
        Assert.That((await host.GetAsync("/api-keys", key.Bearer)).Status, Is.EqualTo(403));
        Assert.That((await host.GetAsync("/api-keys", RequestLogHost.AdminB)).Status, Is.EqualTo(200));
        Assert.That((await host.GetAsync("/api-keys?limit=x", RequestLogHost.AdminB)).Status, Is.EqualTo(400));
        var rows = await host.RowsAsync(5);
        Assert.That(rows.Select(row => (row.Actor, row.TenantId, row.Status, row.Route, row.Count, row.KeyId)), Is.EquivalentTo(new (string?, string?, int?, string?, long, string?)[]
        {
            ("maria", "A", 404, "/api-keys/{id}", 3, null),
            ("eve", "A", 403, "/api-keys/", 1, null),
            ($"api_key:{key.Record.Id}", "B", 403, "/api-keys/", 1, key.Record.Id),
        }));
        Assert.That(rows.Select(row => (row.Kind, row.Reason)), Is.All.EqualTo((ApiKeyRequestKind.Failed, (ApiKeyFailureReason?)null)));
    }

    [TestCase(ApiKeyRequestKind.Call)]
    [TestCase(ApiKeyRequestKind.Failed)]
    [TestCase(ApiKeyRequestKind.Blocklisted)]
    public async Task G_08_each_switch_logs_its_own_requests_and_no_others(ApiKeyRequestKind only)
    {
        await using var host = await RequestLogHost.StartAsync(logs =>
            (logs.Calls, logs.FailedCalls, logs.BlocklistedCalls) = (only == ApiKeyRequestKind.Call, only == ApiKeyRequestKind.Failed, only == ApiKeyRequestKind.Blocklisted));
        await OneOfEachAsync(host);
        Assert.That((await host.RowsAsync(1)).Select(row => row.Kind), Is.EqualTo(new[] { only }));
        Assert.That(Texts((await host.GetAsync("/api-keys/requests", RequestLogHost.AdminA)).Json.GetProperty("logged_kinds")), Is.EqualTo(only.ToString().ToLowerInvariant()));
    }

    [Test]
    public async Task G_08_a_host_that_logs_nothing_has_no_row_and_says_so()
    {
        await using var host = await RequestLogHost.StartAsync(logs => logs.Calls = logs.FailedCalls = logs.BlocklistedCalls = false);
        await OneOfEachAsync(host);
        Assert.That(await host.RowsAsync(), Is.Empty);
        var response = await host.GetAsync("/api-keys/requests", RequestLogHost.AdminA);
        Assert.That((response.Status, response.Json.GetProperty("requests").GetArrayLength(), Texts(response.Json.GetProperty("logged_kinds"))), Is.EqualTo((200, 0, "")));
    }

    [Test]
    public async Task AC_167_no_row_holds_what_was_sent_in_any_place_of_a_request()
    {
        const string sentinel = "sk_live_Sentinel4711_Sentinel4711Sentinel4711Sentinel4711abcdef";
        await using var host = await RequestLogHost.StartAsync();
        var key = await host.IssueAsync();
        foreach (var path in new[] { "/me", $"/v1/customers/{sentinel}/orders", $"/me?api_key={sentinel}", $"/v1/lane/{sentinel}", $"/{sentinel}" })
        {
            await host.GetAsync(path, key.Bearer, $"X-Request-Id: {sentinel}", $"User-Agent: {sentinel}", $"Referer: https://{sentinel}/", $"traceparent: {sentinel}");
            await host.GetAsync(path, key.Bearer + "x");
            await host.GetAsync(path, $"Authorization: Bearer {sentinel}");
            await host.GetAsync(path, $"Authorization: Basic {sentinel}");
            await host.SendAsync(RequestLogHost.AdminA, "PATCH", $"/api-keys/{sentinel}", $$"""{"name":"{{sentinel}}"}""");
        }

        var rows = await host.RowsAsync(15);
        var texts = rows.SelectMany(row => new[] { row.Id, row.KeyId, row.KeyName, row.Method, row.Route, row.RequestId, row.Actor, row.TenantId }).OfType<string>().ToList();
        Assert.That(rows.Select(row => row.Kind).Distinct().Count(), Is.EqualTo(2));
        Assert.That(texts.Where(text => text.Contains("Sentinel", StringComparison.OrdinalIgnoreCase) || text.Contains(key.Text[20..], StringComparison.Ordinal)), Is.Empty);
        foreach (var form in new[] { "json", "csv" })
        {
            Assert.That((await host.GetAsync($"/api-keys/requests?format={form}", RequestLogHost.AdminA)).Body, Does.Contain(key.Record.Id).And.Not.Contain("entinel").And.Not.Contain(key.Text[20..]));
        }
    }

    [Test]
    public async Task FC_21_requests_are_unaffected_by_a_log_that_cannot_be_written_and_its_rows_come_later()
    {
        var store = new FlakyRequestStore { IsDown = true };
        await using var host = await RequestLogHost.StartAsync(services: builder => builder.Services.AddSingleton<IApiKeyRequestStore>(store));
        var key = await host.IssueAsync();
        for (var i = 0; i < 5; i++)
        {
            Expect.Accepted(await host.GetAsync("/me", key.Bearer), key);
        }

        var advanced = TimeSpan.Zero;
        Assert.That(() => Attempts(store, host, ref advanced), Is.GreaterThanOrEqualTo(4).After(20_000, 20));
        Assert.That(store.Attempts, Is.LessThan(advanced / TimeSpan.FromSeconds(10)), "it is left alone for longer and longer");
        Assert.That(host.Host.Log.Count(line => line.EventName == "ApiKeyRequestLogFlushFailed"), Is.GreaterThan(0));
        store.IsDown = false;
        Assert.That(() => { Attempts(store, host, ref advanced); return store.Rows.Count; }, Is.EqualTo(5).After(20_000, 20), "and is asked again by itself");
        Assert.That(host.Log.Pending, Is.Zero);
    }

    [Test]
    public async Task FC_20_a_host_that_stops_writes_what_waits()
    {
        var store = new FlakyRequestStore();
        var host = await RequestLogHost.StartAsync(services: builder => builder.Services.AddSingleton<IApiKeyRequestStore>(store));
        var key = await host.IssueAsync();
        await host.GetAsync("/me", key.Bearer);
        await host.GetAsync("/me", key.Bearer + "x");
        Assert.That(store.Rows, Is.Empty);
        await host.DisposeAsync();
        Assert.That(store.Rows.Select(row => row.Kind), Is.EquivalentTo(new[] { ApiKeyRequestKind.Call, ApiKeyRequestKind.Failed }));
    }

    private static async Task OneOfEachAsync(RequestLogHost host)
    {
        var key = await host.IssueAsync();
        Expect.Accepted(await host.GetAsync("/me", key.Bearer), key);
        Assert.That((await host.GetAsync("/v1/admin", key.Bearer)).Status, Is.EqualTo(403));
        Assert.That((await host.DenyAsync(RequestLogHost.AdminA, "192.0.2.7")).Status, Is.EqualTo(200));
        Assert.That((await host.GetAsync("/me", key.Bearer, $"{ApiKeyHost.RemoteHeader}: 192.0.2.7")).Status, Is.EqualTo(403));
    }

    private static int Attempts(FlakyRequestStore store, RequestLogHost host, ref TimeSpan advanced)
    {
        host.Host.Clock.Advance(TimeSpan.FromSeconds(10));
        advanced += TimeSpan.FromSeconds(10);
        return store.Attempts;
    }

    private static async Task<int> FlushUsageAsync(RequestLogHost host)
    {
        await host.Host.Services.GetRequiredService<Usage.UsageWriter>().FlushAsync(default);
        return 0;
    }

    private static string Texts(JsonElement list) => string.Join(' ', list.EnumerateArray().Select(item => item.GetString()));

    // A key that is known and whose stored secret is another than the one that is sent.
    private static async Task<TestKey> WithOtherSecretAsync(RequestLogHost host, TestKey other)
    {
        var key = await host.IssueAsync();
        await host.Host.ChangeAsync(key, record => record with { Secrets = [record.Secrets[0] with { Hash = other.Record.Secrets[0].Hash }] });
        return key;
    }
}
