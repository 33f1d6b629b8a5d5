using System.Net;
using ApiKeys.AspNetCore.Tests.Host;
using ApiKeys.DependencyInjection;
using ApiKeys.Format;
using ApiKeys.Management;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ApiKeys.AspNetCore.Tests;

/// <summary>A host whose keys go by the fast lane alone: no schemes, no authorization, no middleware for them.</summary>
internal sealed class FastLaneAloneTests
{
    [Test]
    public async Task A_host_without_authentication_asks_for_keys_admits_and_refuses()
    {
        await using var app = await StartAsync(map: app =>
        {
            app.MapGet("/leads", (HttpContext context) => $"{context.User.Identity!.AuthenticationType} {context.GetApiKey()!.Record.Name}").RequireApiKey("leads:read");
            app.MapGet("/admin", () => "x").RequireApiKey("admin:all");
        });
        var key = await IssueAsync(app);
        Assert.That(app.Services.GetService<Microsoft.AspNetCore.Authentication.IAuthenticationSchemeProvider>(), Is.Null);
        Assert.That(await GetAsync(app, "/leads", $"Bearer {key}"), Is.EqualTo((200, "ApiKey reader")));
        Assert.That((await GetAsync(app, "/admin", $"Bearer {key}")).Status, Is.EqualTo(403));
        Assert.That((await GetAsync(app, "/leads", $"Bearer {key}x")).Status, Is.EqualTo(401));
        Assert.That((await GetAsync(app, "/leads", "Bearer eyJ.somebody.else")).Status, Is.EqualTo(401));
        Assert.That((await GetAsync(app, "/leads", null)).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task The_fast_lane_alone_reads_keys_where_it_is_told_to()
    {
        await using var app = await StartAsync(
            configure: options => options.Transports = ApiKeyTransports.Header,
            map: app => app.MapGet("/leads", () => "x").RequireApiKey());
        var key = await IssueAsync(app);
        Assert.That((await GetAsync(app, "/leads", $"Bearer {key}")).Status, Is.EqualTo(401));
        Assert.That((await GetAsync(app, "/leads", null, key)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task The_fast_lane_alone_stands_beside_a_hosts_own_users()
    {
        await using var app = await StartAsync(
            services: services =>
            {
                services.AddAuthentication().AddBearerToken();
                services.AddAuthorization();
            },
            map: app =>
            {
                app.MapGet("/leads", () => "x").RequireApiKey("leads:read");
                app.MapGet("/user", () => "x").RequireAuthorization();
            });
        var key = await IssueAsync(app);
        Assert.That((await GetAsync(app, "/leads", $"Bearer {key}")).Status, Is.EqualTo(200));
        Assert.That((await GetAsync(app, "/user", $"Bearer {key}")).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task The_fast_lane_alone_leaves_a_hosts_own_handler_of_authorization_in_peace()
    {
        await using var app = await StartAsync(
            services: services => services.AddAuthorization().AddSingleton<IAuthorizationMiddlewareResultHandler, Microsoft.AspNetCore.Authorization.Policy.AuthorizationMiddlewareResultHandler>(),
            map: app => app.MapGet("/leads", () => "x").RequireApiKey());
        Assert.That((await GetAsync(app, "/leads", $"Bearer {await IssueAsync(app)}")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task AC_093_a_hubs_method_asks_for_itself_behind_the_fast_lane_alone()
    {
        await using var app = await StartAsync(services: services => services.AddSignalR(), map: app => app.MapHub<MethodDemandHub>("/hub").RequireApiKey());
        var key = await IssueAsync(app);
        Assert.That((await GetAsync(app, "/hub", null)).Status, Is.EqualTo(401));
        Assert.That(await HubClient.InvokeAsync(AddressOf(app), key, "Ping"), Does.Contain("pong"));
        Assert.That(await HubClient.InvokeAsync(AddressOf(app), key, "Admin"), Does.Contain("does not meet").And.Not.Contain("ADMIN RAN"));
    }

    [Test]
    public void What_needs_the_scheme_stops_the_start_of_a_host_with_the_fast_lane_alone() => Assert.That(
        () => StartAsync(map: app => app.MapGet("/leads", () => "x").RequireScopes("leads:read")),
        Throws.InvalidOperationException.With.Message.Contains("AddAuthentication().AddApiKey()"));

    private static async Task<WebApplication> StartAsync(
        Action<WebApplication> map,
        Action<Authentication.ApiKeyAuthenticationOptions>? configure = null,
        Action<IServiceCollection>? services = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        ApiKeysBuilder keys = builder.Services.AddApiKeys(options => options.Environment = "live")
            .AddInMemoryStore()
            .ConfigureFormat(format => format.Template = KeyTemplate.Standard("sk"));
        _ = configure is null ? keys.AddFastLane() : keys.AddFastLane(configure);
        services?.Invoke(builder.Services);
        var app = builder.Build();
        map(app);
        await app.StartAsync();
        return app;
    }

    private static async Task<string> IssueAsync(WebApplication app)
    {
        var request = new IssueApiKeyRequest { Name = "reader", Environment = "live", Scopes = ScopeSet.Of("leads:read") };
        return (await app.Services.GetRequiredService<ApiKeyManager>().IssueAsync(request, CancellationToken.None)).Value!.Secret.Reveal();
    }

    private static Uri AddressOf(WebApplication app) => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    private static async Task<(int Status, string Body)> GetAsync(WebApplication app, string path, string? authorization, string? header = null)
    {
        var address = AddressOf(app);
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, path));
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        request.Headers.TryAddWithoutValidation("X-API-Key", header);
        using var response = await client.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
