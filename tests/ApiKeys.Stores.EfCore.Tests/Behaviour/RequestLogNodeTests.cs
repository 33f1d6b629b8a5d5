using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ApiKeys.Management;
using ApiKeys.Stores.EfCore.Entities;
using ApiKeys.Stores.EfCore.Stores;
using ApiKeys.Stores.EfCore.Tests.Servers;
using ApiKeys.Verification;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiKeys.Stores.EfCore.Tests.Behaviour;

/// <summary>CONTRACT G-8 over one database that several nodes share, as quick with many rows as with few.</summary>
internal sealed class RequestLogNodeTests
{
    private static readonly ApiKeyRequestContext FromDenied = new(IPAddress.Parse("192.0.2.7"), null);

    [Test]
    public async Task G_08_a_denied_address_is_refused_at_once_where_it_was_denied_and_within_5_seconds_elsewhere()
    {
        using var database = TestDatabase.With<AppDbContext>(Engine.PostgreSql);
        using var one = Host(database);
        using var other = Host(database);
        var text = (await one.Get<ApiKeyManager>().IssueAsync(new IssueApiKeyRequest { Name = "a key", Environment = "live", TenantId = "A" }, CancellationToken.None)).Value!.Secret.Reveal();
        Assert.That(await ReasonAsync(one, text), Is.Null);
        Assert.That(await ReasonAsync(other, text), Is.Null);
        var result = await one.Get<ApiKeyDenyListManager>().SetAsync(null, IpDenyList.Of("192.0.2.0/24"), null, new ApiKeyActor("admin", "A", null), CancellationToken.None);
        var watch = Stopwatch.StartNew();
        Assert.That(result.Succeeded, Is.True);
        Assert.That(await ReasonAsync(one, text), Is.EqualTo(ApiKeyFailureReason.AddressDenied));
        while (await ReasonAsync(other, text) is null)
        {
            Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(5)));
            await Task.Delay(20);
        }

        Assert.That(await ReasonAsync(other, text), Is.EqualTo(ApiKeyFailureReason.AddressDenied));
    }

    [Test]
    public async Task AC_178_the_database_holds_the_requests_and_no_key()
    {
        using var database = TestDatabase.With<AppDbContext>(Engine.PostgreSql);
        using var tables = Host(database);
        await using var app = App(database);
        await app.StartAsync();
        var issued = (await app.Services.GetRequiredService<ApiKeyManager>().IssueAsync(new IssueApiKeyRequest { Name = "a key", Environment = "live", TenantId = "A" }, CancellationToken.None)).Value!;
        var text = issued.Secret.Reveal();
        using var client = new HttpClient { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };
        foreach (var (path, credential) in new[] { ("/me/7", text), ($"/me/{text}?key={text}", text), ("/me/7", text[..^1] + (text[^1] == 'a' ? 'b' : 'a')), ($"/{text}", text) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Authorization = new("Bearer", credential);
            request.Headers.Add("X-Request-Id", text);
            using var response = await client.SendAsync(request);
        }

        await app.StopAsync();
        var rows = await tables.Get<IApiKeyRequestStore>().ListAsync(new ApiKeyRequestQuery(), CancellationToken.None);
        Assert.That(rows.Select(row => (row.Kind, row.Route, row.Count)), Is.EquivalentTo(new[] { (ApiKeyRequestKind.Call, "/me/{id}", 1L), (ApiKeyRequestKind.Call, "/me/{id}", 1L), (ApiKeyRequestKind.Failed, "/me/{id}", 1L) }));
        var dump = Dump(tables);
        Assert.That(dump, Does.Contain("/me/{id}").And.Contain(issued.Record.Id));
        Assert.That(dump, Does.Not.Contain(text[^20..]));
    }

    [Test]
    public void G_08_a_page_of_many_rows_is_a_walk_along_an_index()
    {
        using var database = TestDatabase.With<AppDbContext>(Engine.PostgreSql);
        using var host = Host(database);
        database.Execute("""
            INSERT INTO api_key_requests (id, at, last_at, kind, count, tenant_id, key_id, status)
            SELECT md5(i::text), timestamptz '2026-01-01' + i * interval '1 second', timestamptz '2026-01-01', 0, 1, CASE i % 20 WHEN 0 THEN '' ELSE 'tenant ' || i % 20 END, 'key ' || i % 200, 200
            FROM generate_series(1, 100000) AS i
            """);
        database.Execute("ANALYZE api_key_requests");
        var noon = new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
        var behind = new ApiKeyRequestQuery { After = new ApiKeyPosition(noon, "m") };
        foreach (var query in new[]
        {
            behind, behind with { TenantId = "tenant 7" }, behind with { HasNoTenant = true }, behind with { KeyId = "key 7" }, behind with { TenantId = "tenant 7", KeyId = "key 7" },
            behind with { HasNoTenant = true, KeyId = "key 20" }, new ApiKeyRequestQuery { TenantId = "tenant 7", From = noon.AddHours(-1), Until = noon },
        })
        {
            var plan = PlanOf(host, query);
            Assert.That(plan, Does.Contain("Index Scan Backward using").And.Not.Contain("Sort").And.Match(@"Limit .*rows=50 "), plan);
            Assert.That(Regex.Matches(plan, @"Rows Removed by Filter: (\d+)").Sum(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)), Is.LessThan(10), plan);
        }
    }

    private static string PlanOf(StoreHost<AppDbContext> host, ApiKeyRequestQuery query)
    {
        using var context = host.Get<IDbContextFactory<AppDbContext>>().CreateDbContext();
        using var command = RequestFilter.Page(context.Set<ApiKeyRequestEntity>().AsNoTracking(), query).CreateDbCommand();
        command.CommandText = "EXPLAIN (ANALYZE, TIMING OFF) " + command.CommandText;
        context.Database.OpenConnection();
        using var reader = command.ExecuteReader();
        var plan = new StringBuilder();
        while (reader.Read())
        {
            plan.AppendLine(reader.GetString(0));
        }

        return plan.ToString();
    }

    private static StoreHost<AppDbContext> Host(TestDatabase database) => AppHost.Create(database, _ => { }, services => services.Configure<ApiKeysOptions>(options => options.DenyLists = true));

    private static WebApplication App(TestDatabase database)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddPooledDbContextFactory<AppDbContext>(database.Use);
        builder.Services.AddApiKeys(options => options.Environment = "live").AddEntityFrameworkStores<AppDbContext>().ConfigureLogs(logs => logs.Calls = logs.FailedCalls = true);
        builder.Services.AddAuthentication().AddApiKey();
        builder.Services.AddAuthorization();
        var app = builder.Build();
        app.MapGet("/me/{id}", () => "me").RequireScopes();
        return app;
    }

    private static async Task<ApiKeyFailureReason?> ReasonAsync(StoreHost<AppDbContext> host, string text) =>
        (await host.Get<ApiKeyVerifier>().VerifyAsync(text, FromDenied, CancellationToken.None)).Failure?.Reason;

    private static string Dump(StoreHost<AppDbContext> host)
    {
        using var context = host.Get<IDbContextFactory<AppDbContext>>().CreateDbContext();
        var dump = new StringBuilder();
        context.Database.OpenConnection();
        foreach (var table in context.Model.GetEntityTypes().Select(type => type.GetTableName()))
        {
            using var command = context.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\"";
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                dump.AppendJoin('|', Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)).AppendLine();
            }
        }

        return dump.ToString();
    }
}
