using ApiKeys.AspNetCore.Tests.Host;
using ApiKeys.Format;
using Microsoft.AspNetCore.Mvc.ApplicationParts;

namespace ApiKeys.AspNetCore.Tests;

/// <summary>What start finds in schemes and endpoints, before a request does.</summary>
internal sealed class DoctorTests
{
    [Test]
    public void The_fast_lane_needs_the_scheme_whose_options_it_uses() =>
        Assert.That(() => StartAsync(authentication => authentication.AddApiKey("Keys", options => options.RequireHttps = true), app => app.MapGet("/x", () => "x").RequireApiKey()), Fails("AddApiKey() without a name"));

    [Test]
    public void The_fast_lane_without_any_scheme_says_which_call_is_missing() =>
        Assert.That(() => StartAsync(_ => { }, app => app.MapGet("/x", () => "x").RequireApiKey()), Fails("Call AddAuthentication().AddApiKey()"));

    [Test]
    public void A_selector_between_schemes_that_do_not_exist_names_those_that_do()
    {
        Assert.That(() => StartAsync(authentication => authentication.AddBearerToken().AddApiKey().AddApiKeySelector("Bearer"), _ => { }), Fails("has not added Bearer. Its schemes are BearerToken, ApiKey"));
        Assert.That(() => StartAsync(authentication => authentication.AddBearerToken().AddApiKeySelector("BearerToken"), _ => { }), Fails("has not added ApiKey"));
    }

    [TestCase("ApiKeyOrOther", 0)]
    [TestCase("ApiKey", 1)]
    public async Task A_selector_that_is_not_the_default_is_pointed_out(string defaultScheme, int warnings)
    {
        await using var host = await ApiKeyHost.StartAsync(services: builder => builder.Services.AddAuthentication(defaultScheme).AddBearerToken().AddApiKeySelector("BearerToken"));
        Assert.That(host.Log.Count(line => line.EventName == "ApiKeySelectorIsNotDefault"), Is.EqualTo(warnings));
    }

    [Test]
    public void Several_mistakes_are_told_at_once()
    {
        var exception = Assert.ThrowsAsync<InvalidOperationException>(() => ApiKeyHost.StartAsync(
            keys: keys => keys.ConfigureScopes(scopes => scopes.Scopes.Add("leads:read", "Read lead data")),
            pipeline: app =>
            {
                app.MapGet("/one", () => "x").RequireScopes("leads:raed");
                app.MapGet("/two/{id}", () => "x").RequireCustomer("customerId");
                app.MapGet("/three", () => "x").RequireEnvironment("liev");
            }));
        Assert.That(exception!.Message, Does.Contain("Known: leads:read").And.Contain("its pattern '/two/{id}' does not have").And.Contain("live, test"));
    }

    [Test]
    public void Demands_of_a_group_and_an_endpoint_that_cannot_both_hold_stop_the_start()
    {
        Assert.That(() => ApiKeyHost.StartAsync(pipeline: app => app.MapGroup("/c/{a}").RequireCustomer("a").MapGet("/d/{b}", () => "x").RequireCustomer("b")), Fails("several route values"));
        Assert.That(() => ApiKeyHost.StartAsync(pipeline: app => app.MapGroup("/c").RequireEnvironment("live").MapGet("/d", () => "x").RequireEnvironment("test")), Fails("several environments"));
    }

    [Test]
    public void A_demand_on_a_dynamic_endpoint_would_be_lost_and_stops_the_start() => Assert.That(
        () => ApiKeyHost.StartAsync(
            services: builder => builder.Services.AddControllers().ConfigureApplicationPartManager(parts => parts.ApplicationParts.Add(new AssemblyPart(typeof(LaneHost).Assembly))),
            pipeline: app => app.MapFallbackToController("Get", "Plain").RequireApiKey()),
        Fails("is dynamic"));

    [Test]
    public async Task A_request_that_is_verified_again_pays_once()
    {
        await using var host = await ApiKeyHost.StartAsync(pipeline: app =>
        {
            app.UseStatusCodePagesWithReExecute("/page", createScopeForStatusCodePages: true);
            app.UseRouting();
            app.MapGet("/page", () => "page").RequireApiKey();
            app.MapGet("/broken", () => Results.StatusCode(418)).RequireApiKey();
            app.MapGroup("/twice").RequireApiKey().MapGet("/x", () => "x").RequireApiKey();
        });
        var key = await host.IssueAsync();
        Assert.That((await host.GetAsync("/twice/x", key.Bearer)).Header("RateLimit"), Does.Contain("r=999"));
        Assert.That((await host.GetAsync("/broken", key.Bearer)).Body, Is.EqualTo("page"));
        Assert.That((await host.GetAsync("/me", key.Bearer)).Header("RateLimit"), Does.Contain("r=997"));
    }

    [TestCase("/leads")]
    [TestCase("/fast")]
    public async Task AC_169_a_refusal_for_scopes_is_logged_with_the_keys_id(string path)
    {
        await using var host = await ApiKeyHost.StartAsync(pipeline: app =>
        {
            app.MapGet("/leads", () => "x").RequireScopes("a:b");
            app.MapGet("/fast", () => "x").RequireApiKey("a:b");
        });
        var key = await host.IssueAsync();
        Assert.That((await host.GetAsync(path, key.Bearer)).Status, Is.EqualTo(403));
        var line = host.Log.Single(entry => entry.EventName == "ApiKeyRefused");
        Assert.That(line.Text, Does.Contain("MissingScopes").And.Contain(key.Record.Id));
    }

    [Test]
    public async Task An_endpoint_that_is_taken_off_the_request_keeps_its_demands_in_the_fast_lane()
    {
        await using var host = await ApiKeyHost.StartAsync(pipeline: app =>
        {
            app.UseRouting();
            app.Use((context, next) =>
            {
                if (context.GetEndpoint() is { } endpoint && context.Request.Path == "/fast")
                {
                    context.SetEndpoint(null);
                    return endpoint.RequestDelegate!(context);
                }

                return next(context);
            });
            app.MapGet("/fast", () => "x").RequireApiKey("admin:all");
        });
        var key = await host.IssueAsync();
        Assert.That((await host.GetAsync("/fast", key.Bearer)).Status, Is.EqualTo(403));
    }

    private static NUnit.Framework.Constraints.ContainsConstraint Fails(string words) => Throws.InvalidOperationException.With.Message.Contains(words);

    private static async Task StartAsync(Action<Microsoft.AspNetCore.Authentication.AuthenticationBuilder> authentication, Action<WebApplication> pipeline)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddApiKeys(options => options.Environment = "live").AddInMemoryStore().ConfigureFormat(format => format.Template = KeyTemplate.Standard("sk"));
        authentication(builder.Services.AddAuthentication());
        builder.Services.AddAuthorization();
        await using var app = builder.Build();
        pipeline(app);
        await app.StartAsync();
        await app.StopAsync();
    }
}
