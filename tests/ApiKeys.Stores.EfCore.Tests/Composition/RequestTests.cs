using System.Net;
using System.Net.Http.Headers;
using ApiKeys.Management;
using ApiKeys.Stores.EfCore.Tests.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.Stores.EfCore.Tests.Composition;

[TestFixture(Engine.PostgreSql)]
[TestFixture(Engine.Sqlite)]
internal sealed class RequestTests(Engine engine)
{
    private const int Requests = 200;

    [Test]
    public async Task FC_34_many_requests_at_once_over_scoped_contexts_get_in_each_others_way_nowhere()
    {
        using var database = TestDatabase.With<AppDbContext>(engine);
        await using var app = await StartAsync(database);
        var manager = app.Services.GetRequiredService<ApiKeyManager>();
        var texts = new List<string>();
        for (var i = 0; i < Requests; i++)
        {
            texts.Add((await manager.IssueAsync(new IssueApiKeyRequest { Name = $"key {i}", Environment = "live" }, CancellationToken.None)).Value!.Secret.Reveal());
        }

        using var client = app.GetTestClient();
        var statuses = await Task.WhenAll(texts.Select(text => Task.Run(async () =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/me", UriKind.Relative));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", text);
            using var response = await client.SendAsync(request);
            return response.StatusCode;
        })));
        Assert.That(statuses, Is.All.EqualTo(HttpStatusCode.OK));
    }

    private static async Task<WebApplication> StartAsync(TestDatabase database)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.WebHost.UseTestServer();
        builder.Services.AddDbContext<AppDbContext>(database.Use);
        builder.Services.AddApiKeys(options => options.Environment = "live").AddEntityFrameworkStores<AppDbContext>().ConfigureCache(cache => cache.StoreTimeout = TimeSpan.FromSeconds(30));
        builder.Services.AddAuthentication().AddApiKey();
        builder.Services.AddAuthorization();
        var app = builder.Build();

        // The endpoint works with the request's own context while the library asks for the key.
        app.MapGet("/me", async (HttpContext context, AppDbContext data) => $"{context.GetApiKey()!.Id} {await data.Invoices.CountAsync()}").RequireAuthorization();
        await app.StartAsync();
        return app;
    }
}
