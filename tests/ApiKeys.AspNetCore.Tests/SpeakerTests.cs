using System.Security.Claims;
using ApiKeys.AspNetCore.Tests.Host;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.Authorization;

namespace ApiKeys.AspNetCore.Tests;

/// <summary>Which key speaks for a request: the one that this request has proved, whatever principal the host makes, keeps, copies or adds up.</summary>
internal sealed class SpeakerTests
{
    [TestCase("/admin")]
    [TestCase("/fast-admin")]
    public async Task AC_090_a_principal_that_a_host_keeps_over_requests_does_not_make_one_key_another(string path)
    {
        var shared = new ClaimsPrincipal(new ClaimsIdentity([new Claim("own", "1")], "Own"));
        await using var host = await ApiKeyHost.StartAsync(
            scheme: options => options.Events.OnVerified = context =>
            {
                context.Principal = shared;
                return Task.CompletedTask;
            },
            pipeline: MapAdmin);
        var (rich, poor) = await TwoKeysAsync(host);
        Assert.That((await host.GetAsync(path, rich.Bearer)).Body, Is.EqualTo(rich.Record.Id));
        Assert.That((await host.GetAsync(path, poor.Bearer)).Status, Is.EqualTo(403));
        Assert.That((await host.GetAsync("/who", poor.Bearer)).Body, Is.EqualTo(poor.Record.Id));
        Assert.That(shared.Identities.Count(), Is.EqualTo(1), "the host's own object is not touched");
    }

    [Test]
    public async Task AC_090_a_transformation_that_answers_with_another_requests_principal_opens_nothing()
    {
        await using var host = await ApiKeyHost.StartAsync(
            services: builder => builder.Services.AddSingleton<IClaimsTransformation, KeepingTransformation>(),
            pipeline: MapAdmin);
        var (rich, poor) = await TwoKeysAsync(host);
        Assert.That((await host.GetAsync("/admin", rich.Bearer)).Status, Is.EqualTo(200));
        foreach (var path in new[] { "/admin", "/who" })
        {
            var response = await host.GetAsync(path, poor.Bearer);
            Assert.That((response.Status, response.Body.Contains(rich.Record.Id, StringComparison.Ordinal)), Is.EqualTo((401, false)), path);
        }
    }

    [Test]
    public async Task A_transformation_that_copies_the_identity_does_not_lose_limits_or_customers()
    {
        await using var host = await ApiKeyHost.StartAsync(
            services: builder => builder.Services.AddSingleton<IClaimsTransformation, CopyingTransformation>(),
            pipeline: MapAdmin);
        var key = await host.IssueAsync();
        await host.ChangeAsync(key, record => record with { RateLimits = [RateLimit.PerHour(1)] });
        Assert.That((await host.GetAsync("/who", key.Bearer)).Body, Is.EqualTo(key.Record.Id));
        Assert.That((await host.GetAsync("/who", key.Bearer)).Status, Is.EqualTo(429));
        await host.ChangeAsync(key, record => record with { RateLimits = [], CustomerIds = ["c1"] });
        Assert.That((await host.GetAsync("/who", key.Bearer)).Status, Is.EqualTo(403));
    }

    [Test]
    public async Task AC_013_two_keys_through_two_schemes_are_not_added_up()
    {
        await using var host = await ApiKeyHost.StartAsync(
            services: builder => builder.Services.AddAuthentication("ApiKey").AddApiKey("Header", options => options.Transports = ApiKeyTransports.Header),
            pipeline: app =>
            {
                app.MapGet("/either", (HttpContext context) => context.GetApiKey()?.Id ?? "nobody")
                    .RequireAuthorization(policy => policy.AddAuthenticationSchemes("ApiKey", "Header").RequireClaim("scope", "admin:all"));
            });
        var (rich, poor) = await TwoKeysAsync(host);
        var both = await host.GetAsync("/either", rich.Bearer, $"X-API-Key: {poor.Text}");
        Assert.That((both.Status, both.ErrorMessage), Is.EqualTo((401, Expect.Missing)));
        Assert.That((await host.GetAsync("/either", rich.Bearer)).Body, Is.EqualTo(rich.Record.Id));
        Assert.That((await host.GetAsync("/either", rich.Bearer, $"X-API-Key: {rich.Text}")).Body, Is.EqualTo(rich.Record.Id), "one key, told twice to two schemes");
        Assert.That((await host.GetAsync("/either", $"X-API-Key: {poor.Text}")).Status, Is.EqualTo(403));
    }

    [Test]
    public async Task AC_093_a_demand_inside_an_authorize_filter_or_a_policy_holds()
    {
        await using var host = await LaneHost.StartAsync(
            services: builder =>
            {
                builder.Services.AddControllers(mvc => mvc.Filters.Add(new AuthorizeFilter([new RequireScopesAttribute("admin:all")])));
                var demand = (IAuthorizationRequirementData)new RequireScopesAttribute("admin:all");
                builder.Services.AddAuthorizationBuilder().AddPolicy("admin", policy => policy.AddAuthenticationSchemes("ApiKey").AddRequirements([.. demand.GetRequirements()]));
            },
            pipeline: app => app.MapGet("/policy", () => "x").RequireAuthorization("admin"));
        var (rich, poor) = await TwoKeysAsync(host);
        foreach (var path in new[] { "/mvc/plain", "/policy" })
        {
            Assert.That((await host.GetAsync(path, poor.Bearer)).Status, Is.EqualTo(403), path);
            Assert.That((await host.GetAsync(path)).Status, Is.EqualTo(401), path);
            Assert.That((await host.GetAsync(path, rich.Bearer)).Status, Is.EqualTo(200), path);
        }
    }

    [Test]
    public async Task AC_093_a_controller_without_endpoint_routing_keeps_its_demands()
    {
        await using var host = await ApiKeyHost.StartAsync(
            services: builder => builder.Services.AddMvc(mvc => mvc.EnableEndpointRouting = false)
                .ConfigureApplicationPartManager(parts => parts.ApplicationParts.Add(new Microsoft.AspNetCore.Mvc.ApplicationParts.AssemblyPart(typeof(LaneHost).Assembly))),
            pipeline: app => app.UseWhen(context => context.Request.Path.StartsWithSegments("/mvc"), branch => branch.UseAuthentication().UseMvc()));
        var reader = await host.IssueAsync(scopes: ScopeSet.Of("leads:read"));
        var none = await host.IssueAsync(scopes: ScopeSet.None);
        Assert.That((await host.GetAsync("/mvc/leads", none.Bearer)).Status, Is.EqualTo(403));
        Assert.That((await host.GetAsync("/mvc/leads")).Status, Is.EqualTo(401));
        Assert.That((await host.GetAsync("/mvc/leads", reader.Bearer)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task AC_093_a_hub_asks_when_it_connects_and_a_method_asks_for_itself()
    {
        await using var host = await ApiKeyHost.StartAsync(services: builder => builder.Services.AddSignalR(), pipeline: app => app.MapHub<DemandHub>("/hub"));
        var admin = await host.IssueAsync(scopes: ScopeSet.Of("leads:read", "admin:all"));
        var reader = await host.IssueAsync(scopes: ScopeSet.Of("leads:read"));
        var none = await host.IssueAsync(scopes: ScopeSet.None);
        Assert.That((await host.SendAsync("POST", "/hub/negotiate?negotiateVersion=1", "1.1", "Content-Length: 0")).Status, Is.EqualTo(401));
        Assert.That((await host.SendAsync("POST", "/hub/negotiate?negotiateVersion=1", "1.1", none.Bearer, "Content-Length: 0")).Status, Is.EqualTo(403));
        Assert.That(await InvokeAsync(host, reader, "Ping"), Does.Contain("pong"));
        Assert.That(await InvokeAsync(host, reader, "Admin"), Does.Contain("does not meet").And.Not.Contain("ADMIN RAN"));
        Assert.That(await InvokeAsync(host, admin, "Admin"), Does.Contain("ADMIN RAN"));
    }

    private static void MapAdmin(WebApplication app)
    {
        app.MapGet("/who", (HttpContext context) => context.GetApiKey()?.Id ?? "nobody").RequireAuthorization();
        app.MapGet("/admin", (HttpContext context) => context.GetApiKey()?.Id ?? "nobody").RequireScopes("admin:all");
        app.MapGet("/fast-admin", (HttpContext context) => context.GetApiKey()?.Id ?? "nobody").RequireApiKey("admin:all");
    }

    private static async Task<(TestKey Rich, TestKey Poor)> TwoKeysAsync(ApiKeyHost host) =>
        (await host.IssueAsync(scopes: ScopeSet.Of("admin:all")), await host.IssueAsync(scopes: ScopeSet.None));

    private static Task<string> InvokeAsync(ApiKeyHost host, TestKey key, string method) => HubClient.InvokeAsync(new Uri($"http://localhost:{host.Port}"), key.Text, method);

    private sealed class KeepingTransformation : IClaimsTransformation
    {
        private ClaimsPrincipal? _first;

        public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal) => Task.FromResult(_first ??= principal);
    }

    private sealed class CopyingTransformation : IClaimsTransformation
    {
        public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal) => Task.FromResult(new ClaimsPrincipal(new ClaimsIdentity(principal.Identity)));
    }
}
