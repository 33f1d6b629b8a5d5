using System.Text.Json;
using ApiKeys.AspNetCore.Tests.Host;
using ApiKeys.Management;
using ApiKeys.Testing;

namespace ApiKeys.AspNetCore.Tests.Import;

/// <summary>Import over HTTP: each row is taken or refused by itself, and the answer shows no hash.</summary>
internal sealed class ImportEndpointTests
{
    private static readonly string[] RowFields = ["row", "id", "outcome", "errors", "warnings"];
    private static readonly string[] ReportFields = ["dry_run", "imported", "existing", "refused", "rows"];

    [Test]
    public async Task Imported_keys_open_what_they_opened_and_keep_their_ids()
    {
        await using var host = await ImportHost.StartAsync();
        var id = Guid.NewGuid().ToString();
        var body = ImportHost.Body(
            ImportHost.Row(ImportHost.Text(1), $"\"foreign_id\":\"{id}\",\"key_prefix\":\"sk_live_\",\"key_last_4\":\"c9d0\",\"last_used_at\":\"2025-04-01T00:00:00Z\",\"usage_count\":7"),
            ImportHost.Row(ImportHost.Text(2), "\"revoked_at\":\"2025-05-01T00:00:00Z\",\"revoked_reason\":\"left\""));
        var response = await host.SendAsync("A", "POST", "/api-keys/import", body);
        Assert.That((response.Status, response.Header("Cache-Control")), Is.EqualTo((200, "no-store")), response.Body);
        Assert.That(response.Json.EnumerateObject().Select(member => member.Name), Is.EqualTo(ReportFields));
        Assert.That(Rows(response)[0].EnumerateObject().Select(member => member.Name), Is.EqualTo(RowFields));
        Assert.That(Outcomes(response), Is.EqualTo(new[] { "imported", "imported" }));
        Assert.That(Rows(response)[0].GetProperty("id").GetString(), Is.EqualTo(id));
        Assert.That((await host.UseAsync(ImportHost.Text(1))).Body, Is.EqualTo($"{id} of A"));
        Assert.That((await host.UseAsync(ImportHost.Text(2))).Status, Is.EqualTo(401));
        var shown = (await host.SendAsync("A", "GET", $"/api-keys/{id}", null)).Json;
        Assert.That((shown.GetProperty("key_hint").GetString(), shown.GetProperty("usage_count").GetInt64()), Is.EqualTo(("sk_live_…c9d0", 7)));
        var again = await host.SendAsync("A", "POST", "/api-keys/import", body);
        Assert.That(Outcomes(again), Is.EqualTo(new[] { "exists", "exists" }));
        Assert.That((again.Json.GetProperty("imported").GetInt32(), again.Json.GetProperty("existing").GetInt32()), Is.EqualTo((0, 2)));
    }

    [Test]
    public async Task Rows_that_are_wrong_are_told_one_by_one_with_the_callers_own_names()
    {
        await using var host = await ImportHost.StartAsync();
        var response = await host.ImportAsync(
            "A",
            ImportHost.Row(ImportHost.Text(1)),
            "7",
            ImportHost.Row(ImportHost.Text(2), "\"expires_at\":\"soon\",\"usage_count\":-1,\"tenantId\":\"A\""),
            ImportHost.Row(ImportHost.Text(3), "\"key_last_4\":\"toolong\",\"key_prefix\":\"pk_\",\"lookup_part\":\"x\",\"customer_ids\":[]"),
            """{"name":"x"}""",
            ImportHost.Row(ImportHost.Text(4)).Replace("\"sha256\"", "\"md5\"", StringComparison.Ordinal),
            ImportHost.Row(ImportHost.Text(5)).Replace("\"scopes\":[\"leads:read\"],", "", StringComparison.Ordinal),
            ImportHost.Row(ImportHost.Text(6)));
        Assert.That(response.Status, Is.EqualTo(200), response.Body);
        Assert.That(Outcomes(response), Is.EqualTo(new[] { "imported", "refused", "refused", "refused", "refused", "refused", "refused", "imported" }));
        Assert.That(Rows(response).Select(row => row.GetProperty("row").GetInt32()), Is.EqualTo(Enumerable.Range(0, 8)));
        Assert.That(Fields(response, 1), Is.EqualTo(new[] { "row" }));
        Assert.That(Fields(response, 2), Is.EquivalentTo(new[] { "expires_at", "usage_count", "tenantId" }));
        Assert.That(Fields(response, 3), Is.EquivalentTo(new[] { "key_last_4", "key_prefix", "lookup_part", "customer_ids" }));
        Assert.That(Fields(response, 4), Is.EquivalentTo(new[] { "hash", "hash_format" }));
        Assert.That(Fields(response, 5), Is.EqualTo(new[] { "hash_format" }));
        Assert.That(Fields(response, 6), Is.EqualTo(new[] { "scopes" }));
        Assert.That(response.Json.GetProperty("refused").GetInt32(), Is.EqualTo(6));
        Assert.That(Enumerable.Range(1, 6).Where(i => response.Fingerprint.Contains(ImportHost.Sha256(ImportHost.Text(i)), StringComparison.OrdinalIgnoreCase)), Is.Empty);
        Assert.That(host.Host.Log.Where(line => line.Text.Contains(ImportHost.Sha256(ImportHost.Text(1)), StringComparison.OrdinalIgnoreCase)), Is.Empty);
    }

    [TestCase("""{"keys":7}""", "keys")]
    [TestCase("""{"keys":null}""", "keys")]
    [TestCase("{}", "keys")]
    [TestCase("""{"keys":[],"dry_run":"yes"}""", "dry_run")]
    [TestCase("""{"keys":[],"dryRun":true}""", "dryRun")]
    [TestCase("""{"keys":[],"keys":[]}""", "body")]
    [TestCase("[]", "body")]
    public async Task AC_150_a_body_that_is_wrong_as_a_whole_is_refused_as_a_whole(string body, string field)
    {
        await using var host = await ImportHost.StartAsync();
        var response = await host.SendAsync("A", "POST", "/api-keys/import", body);
        Assert.That((response.Status, response.ErrorCode), Is.EqualTo((400, "VALIDATION_ERROR")), response.Body);
        Assert.That(response.Json.GetProperty("error").GetProperty("details")[0].GetProperty("field").GetString(), Is.EqualTo(field));
    }

    [Test]
    public async Task A_thousand_rows_fit_and_more_of_them_or_a_longer_body_do_not()
    {
        await using var host = await ImportHost.StartAsync(options => (options.AllowImport, options.MaxBodyBytes, options.MaxImportBodyBytes) = (true, 2048, 500_000));
        var rows = Enumerable.Range(0, 1_000).Select(i => ImportHost.Row(ImportHost.Text(i))).ToArray();
        var response = await host.ImportAsync("A", rows);
        Assert.That((response.Status, response.Json.GetProperty("imported").GetInt32()), Is.EqualTo((200, 1_000)));
        Assert.That((await host.ImportAsync("A", [.. rows, rows[0]])).Status, Is.EqualTo(400));
        Assert.That((await host.ImportAsync("A", [.. rows, .. rows, .. rows])).Status, Is.EqualTo(413));
        Assert.That((await host.SendAsync("A", "POST", "/api-keys", new string(' ', 4096))).Status, Is.EqualTo(413), "other bodies stay small");
    }

    [Test]
    public async Task A_dry_run_writes_nothing()
    {
        await using var host = await ImportHost.StartAsync();
        var response = await host.SendAsync("A", "POST", "/api-keys/import", $$"""{"dry_run":true,"keys":[{{ImportHost.Row(ImportHost.Text(1))}}]}""");
        Assert.That((response.Json.GetProperty("dry_run").GetBoolean(), Outcomes(response).Single(), host.Host.Store.Writes), Is.EqualTo((true, "imported", 0)));
    }

    [Test]
    public async Task AC_119_import_is_off_unless_the_host_allows_it()
    {
        await using var host = await ImportHost.StartAsync(_ => { });
        var response = await host.ImportAsync("A", ImportHost.Row(ImportHost.Text(1)));
        Assert.That((response.Status, host.Host.Store.Writes), Is.EqualTo((404, 0)));
        Assert.That((await host.SendAsync("A", "GET", "/api-keys/import", null)).Status, Is.EqualTo(404));
        Assert.That((await host.ImportAsync("nobody", "{}")).Status, Is.EqualTo(401));
    }

    [Test]
    public void AC_228_import_over_HTTP_without_import_stops_the_start() => Assert.That(
        () => ApiKeyHost.StartAsync(keys: keys => keys.ConfigureManagement(options => (options.AllowImport, options.MaxImportBodyBytes) = (true, 5))),
        Throws.InstanceOf<Microsoft.Extensions.Options.OptionsValidationException>().With.Message.Contains("AddImport()").And.Message.Contains("MaxImportBodyBytes"));

    [Test]
    public async Task AC_119_nobody_imports_into_a_tenant_that_is_not_their_own()
    {
        await using var host = await ImportHost.StartAsync(options => (options.AllowImport, options.AllowApiKeys) = (true, true));
        Assert.That((await host.ImportAsync("nobody", ImportHost.Row(ImportHost.Text(1), "\"tenant_id\":\"A\""))).Status, Is.EqualTo(401));
        var foreign = await host.ImportAsync("A", ImportHost.Row(ImportHost.Text(1), "\"tenant_id\":\"B\""), ImportHost.Row(ImportHost.Text(2), "\"tenant_id\":\"A\""));
        Assert.That(Outcomes(foreign), Is.EqualTo(new[] { "refused", "imported" }));
        Assert.That(Fields(foreign, 0), Is.EqualTo(new[] { "tenant_id" }));
        var session = await host.SendAsync("A", "POST", "/api-keys/import", $$"""{"tenant_id":"B","keys":[{{ImportHost.Row(ImportHost.Text(3))}}]}""");
        Assert.That((await host.UseAsync(ImportHost.Text(3))).Body, Does.EndWith(" of A"), session.Body);
        Assert.That((await host.SendAsync("svc", "POST", "/api-keys/import", ImportHost.Body(ImportHost.Row(ImportHost.Text(4))))).Status, Is.EqualTo(400), "the service role names a tenant");
        var service = await host.SendAsync("svc", "POST", "/api-keys/import", ImportHost.Body(ImportHost.Row(ImportHost.Text(4)), ImportHost.Row(ImportHost.Text(5), "\"tenant_id\":\"A\"")), "X-Tenant-Id: B");
        Assert.That(Outcomes(service), Is.EqualTo(new[] { "imported", "refused" }), service.Body);
        Assert.That((await host.SendAsync("B", "GET", "/api-keys", null)).Json.GetProperty("total").GetInt64(), Is.EqualTo(1));
        var key = await host.Host.IssueAsync(scopes: ScopeSet.Of("api_keys:manage"));
        var byKey = await host.ImportAsync(key.Text, ImportHost.Row(ImportHost.Text(6)));
        Assert.That((byKey.Status, byKey.ErrorCode), Is.EqualTo((403, "FORBIDDEN")));
        Assert.That((await host.ImportAsync(key.Text, ImportHost.Row(ImportHost.Text(6)))).Body, Does.Not.Contain(ImportHost.Sha256(ImportHost.Text(6))));
    }

    [Test]
    public async Task AC_206_another_sites_page_imports_nothing()
    {
        await using var host = await ImportHost.StartAsync();
        var response = await host.SendAsync("A", "POST", "/api-keys/import", null, "Content-Type: text/plain", "Content-Length: 2", "Sec-Fetch-Site: cross-site");
        Assert.That(response.Status, Is.EqualTo(403));
    }

    [Test]
    public async Task The_report_tells_what_was_not_used_yet_and_shrinks_with_use()
    {
        await using var host = await ImportHost.StartAsync();
        await host.ImportAsync("A", ImportHost.Row(ImportHost.Text(1), "\"last_used_at\":\"2025-04-01T00:00:00Z\""), ImportHost.Row(ImportHost.Text(2)));
        await host.ImportAsync("B", ImportHost.Row(ImportHost.Text(3)));
        Assert.That(
            (await host.SendAsync("A", "GET", "/api-keys/import", null)).Body,
            Is.EqualTo("""{"unused":2,"groups":[{"hash_format":"sha256","tenant_id":"A","count":2,"last_used_at":"2025-04-01T00:00:00.000Z"}]}"""));
        Assert.That((await host.UseAsync(ImportHost.Text(1))).Status, Is.EqualTo(200));
        for (var i = 0; i < 200 && (await host.SendAsync("A", "GET", "/api-keys/import", null)).Json.GetProperty("unused").GetInt32() != 1; i++)
        {
            await Task.Delay(20);
        }

        Assert.That((await host.SendAsync("A", "GET", "/api-keys/import", null)).Json.GetProperty("unused").GetInt32(), Is.EqualTo(1));
        Assert.That((await host.SendAsync("svc", "GET", "/api-keys/import", null, "X-Tenant-Id: B")).Json.GetProperty("unused").GetInt32(), Is.EqualTo(1));
    }

    [Test]
    public async Task FC_04_a_store_that_fails_is_a_503_and_the_import_can_be_repeated()
    {
        await using var host = await ImportHost.StartAsync();
        host.Host.Store.Fault = StoreFault.ThrowAfterCommit;
        var response = await host.ImportAsync("A", ImportHost.Row(ImportHost.Text(1)), ImportHost.Row(ImportHost.Text(2)));
        Assert.That((response.Status, response.ErrorCode), Is.EqualTo((503, "UNAVAILABLE")));
        host.Host.Store.Fault = StoreFault.None;
        Assert.That(Outcomes(await host.ImportAsync("A", ImportHost.Row(ImportHost.Text(1)), ImportHost.Row(ImportHost.Text(2)))), Is.EqualTo(new[] { "exists", "imported" }));
        var trail = await host.Host.Services.GetRequiredService<ApiKeyDirectory>().ListAuditAsync(new Stores.AuditQuery(), ApiKeyActor.Host, default);
        Assert.That(trail.Select(entry => (entry.Action, entry.Actor)), Is.All.EqualTo((ApiKeyActions.Import, "admin of A")).And.Exactly(2).Items);
    }

    private static List<JsonElement> Rows(RawResponse response) => [.. response.Json.GetProperty("rows").EnumerateArray()];

    private static IEnumerable<string?> Outcomes(RawResponse response) => Rows(response).Select(row => row.GetProperty("outcome").GetString());

    private static IEnumerable<string?> Fields(RawResponse response, int row) => Rows(response)[row].GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString());
}
