using System.Security.Claims;
using ApiKeys.AspNetCore.Tests.Host;
using ApiKeys.Stores;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Mvc.Authorization;
using Microsoft.AspNetCore.Mvc.Filters;

namespace ApiKeys.AspNetCore.Tests;

/// <summary>A request pays once, and only where nobody refuses it afterwards, whatever the host's pipeline looks like.</summary>
internal sealed class AdmissionTests
{
    [Test]
    public async Task A_requirement_of_the_hosts_own_that_refuses_later_spends_no_quota()
    {
        await using var host = await ApiKeyHost.StartAsync(
            services: builder => builder.Services.AddAuthorizationBuilder()
                .AddPolicy("never", policy => policy.RequireAssertion(_ => false))
                .AddPolicy("role", policy => policy.RequireRole("admin")),
            pipeline: app =>
            {
                app.MapGet("/never", () => "x").RequireScopes("leads:read").RequireAuthorization("never");
                app.MapGet("/role", () => "x").RequireScopes("leads:read").RequireAuthorization("role");
            });
        var key = await LimitedAsync(host, 1);
        foreach (var path in new[] { "/never", "/role", "/never" })
        {
            var response = await host.GetAsync(path, key.Bearer);
            Assert.That((response.Status, response.ErrorMessage), Is.EqualTo((403, "API key not allowed for this request")));
            Assert.That(response.HeaderValues("RateLimit"), Is.Empty);
        }

        Assert.That((await host.GetAsync("/me", key.Bearer)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task A_global_AuthorizeFilter_is_asked_before_the_quota_and_a_request_still_pays()
    {
        await using var host = await LaneHost.StartAsync(services: builder => builder.Services.AddControllers(mvc =>
            mvc.Filters.Add(new AuthorizeFilter(new AuthorizationPolicyBuilder("ApiKey").RequireAuthenticatedUser().RequireAssertion(context =>
                ((FilterContext)context.Resource!).HttpContext.Request.Query["refuse"] != "yes").Build()))));
        var key = await LimitedAsync(host, 1);

        Assert.That((await host.GetAsync("/mvc/plain?refuse=yes", key.Bearer)).Status, Is.EqualTo(403));
        Assert.That((await host.GetAsync("/mvc/plain")).ErrorMessage, Is.EqualTo(Expect.Missing));
        Assert.That((await host.GetAsync("/mvc/plain", key.Bearer)).Status, Is.EqualTo(200));
        Assert.That((await host.GetAsync("/mvc/plain", key.Bearer)).Status, Is.EqualTo(429));
        Assert.That((await host.GetAsync("/mvc/plain/anonymous", key.Bearer)).Status, Is.EqualTo(200), "an anonymous action spends nothing");
    }

    [Test]
    public async Task A_re_executed_request_pays_once()
    {
        await using var host = await ApiKeyHost.StartAsync(pipeline: app =>
        {
            app.UseStatusCodePagesWithReExecute("/page");
            app.UseRouting();
            app.MapGet("/page", () => "page").RequireScopes("leads:read");
            app.MapGet("/broken", () => Results.StatusCode(418)).RequireScopes("leads:read");
        });
        var key = await LimitedAsync(host, 2);
        var response = await host.GetAsync("/broken", key.Bearer);
        Assert.That((response.Status, response.Body), Is.EqualTo((418, "page")));
        Assert.That(response.Header("RateLimit"), Does.Contain("r=1"));
        Assert.That((await host.GetAsync("/me", key.Bearer)).Header("RateLimit"), Does.Contain("r=0"));
    }

    [Test]
    public async Task A_re_executed_request_does_not_gain_the_page_that_it_lacks_the_scope_for()
    {
        await using var host = await ApiKeyHost.StartAsync(pipeline: app =>
        {
            app.UseStatusCodePagesWithReExecute("/page");
            app.UseRouting();
            app.MapGet("/page", () => "secret page").RequireScopes("pages:read");
            app.MapGet("/broken", () => Results.StatusCode(418)).RequireScopes("leads:read");
        });
        var key = await host.IssueAsync();
        Assert.That((await host.GetAsync("/broken", key.Bearer)).Body, Does.Not.Contain("secret page"));
    }

    [Test]
    public async Task A_mutating_claims_transformation_does_not_accumulate()
    {
        await using var host = await ApiKeyHost.StartAsync(services: builder => builder.Services.AddSingleton<IClaimsTransformation, AddingTransformation>());
        var key = await host.IssueAsync();
        for (var i = 0; i < 5; i++)
        {
            var response = await host.GetAsync("/me", key.Bearer);
            var added = response.Json.GetProperty("claims").EnumerateArray().Count(claim => claim.GetString() == "added=1");
            Assert.That(added, Is.AnyOf(1, 2), "the platform transforms once for each authentication of this request");
        }
    }

    [Test]
    public async Task A_transformation_that_clones_the_principal_does_not_lose_the_limits()
    {
        await using var host = await ApiKeyHost.StartAsync(services: builder => builder.Services.AddSingleton<IClaimsTransformation, CloningTransformation>());
        var key = await LimitedAsync(host, 1);
        Assert.That((await host.GetAsync("/me", key.Bearer)).Status, Is.EqualTo(200));
        Assert.That((await host.GetAsync("/me", key.Bearer)).Status, Is.EqualTo(429));
    }

    [Test]
    public async Task A_host_that_makes_a_principal_of_its_own_does_not_lose_the_limits()
    {
        await using var host = await ApiKeyHost.StartAsync(scheme: options => options.Events.OnVerified = context =>
        {
            context.Principal = new ClaimsPrincipal(new ClaimsIdentity([new Claim("own", "1")], "Own"));
            return Task.CompletedTask;
        });
        var key = await LimitedAsync(host, 1);
        Assert.That((await host.GetAsync("/me", key.Bearer)).Status, Is.EqualTo(200));
        Assert.That((await host.GetAsync("/me", key.Bearer)).Status, Is.EqualTo(429));
    }

    [Test]
    public async Task AC_231_a_key_beside_a_policy_that_asks_for_somebody_else_spends_nothing()
    {
        await using var host = await ApiKeyHost.StartAsync(
            services: builder => builder.Services.AddAuthentication("ApiKey").AddCookie("Cookies"),
            pipeline: app =>
            {
                app.MapGet("/sign-in", context => context.SignInAsync("Cookies", new ClaimsPrincipal(new ClaimsIdentity([new("sub", "u1")], "Cookies"))));
                app.MapGet("/user", (HttpContext context) => context.GetApiKey()?.Id ?? "nobody")
                    .RequireAuthorization(policy => policy.AddAuthenticationSchemes("Cookies").RequireAuthenticatedUser());
            });
        var key = await LimitedAsync(host, 1);
        var cookie = (await host.GetAsync("/sign-in")).Header("Set-Cookie").Split(';')[0];
        for (var i = 0; i < 3; i++)
        {
            var response = await host.GetAsync("/user", $"Cookie: {cookie}", key.Bearer);
            Assert.That((response.Status, response.Body), Is.EqualTo((200, "nobody")));
        }

        Assert.That((await host.GetAsync("/me", key.Bearer)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task A_result_handler_that_was_there_before_is_called_and_one_that_comes_after_stops_the_start()
    {
        await using (var host = await ApiKeyHost.StartAsync(keys: keys => keys.Services.AddSingleton<IAuthorizationMiddlewareResultHandler, MarkingHandler>()))
        {
            var key = await LimitedAsync(host, 1);
            Assert.That((await host.GetAsync("/me", key.Bearer)).Header("X-Marked"), Is.EqualTo("yes"));
            Assert.That((await host.GetAsync("/me", key.Bearer)).Status, Is.EqualTo(429));
        }

        Assert.That(
            () => ApiKeyHost.StartAsync(services: builder => builder.Services.AddSingleton<IAuthorizationMiddlewareResultHandler, MarkingHandler>()),
            Throws.InvalidOperationException.With.Message.Contains(nameof(MarkingHandler)));
    }

    [Test]
    public void The_fast_lane_beside_other_authorization_stops_the_start()
    {
        Assert.That(() => ApiKeyHost.StartAsync(pipeline: app => app.MapGet("/x", () => "x").RequireApiKey().RequireAuthorization()), Throws.InvalidOperationException.With.Message.Contains("RequireScopes()"));
        Assert.That(() => ApiKeyHost.StartAsync(pipeline: app => app.MapGet("/x", () => "x").RequireApiKey().AllowAnonymous()), Throws.InvalidOperationException.With.Message.Contains("RequireScopes()"));
        Assert.That(() => ApiKeyHost.StartAsync(pipeline: app => app.MapGet("/x", [Authorize] () => "x").RequireApiKey("a:b")), Throws.InvalidOperationException.With.Message.Contains("RequireScopes()"));
        Assert.That(
            () => ApiKeyHost.StartAsync(
                services: builder => builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder("ApiKey").RequireAuthenticatedUser().Build()),
                pipeline: app => app.MapGet("/x", () => "x").RequireApiKey()),
            Throws.InvalidOperationException.With.Message.Contains("fallback policy"));
    }

    [Test]
    public void A_scheme_that_the_host_has_not_added_stops_the_start() => Assert.That(
        () => ApiKeyHost.StartAsync(pipeline: app => app.MapGet("/x", [RequireScopes("a:b", AuthenticationSchemes = "Other")] () => "x")),
        Throws.InvalidOperationException.With.Message.Contains("'Other'"));

    [Test]
    public async Task The_fast_lane_answers_before_the_body_is_bound_and_behind_the_hosts_middleware()
    {
        var seen = new List<string>();
        await using var host = await ApiKeyHost.StartAsync(pipeline: app =>
        {
            app.Use((context, next) =>
            {
                seen.Add(context.Request.Path);
                return next(context);
            });
            app.MapPost("/fast", (Dictionary<string, string> body) => body.Count).RequireApiKey().AddEndpointFilter((context, next) =>
            {
                seen.Add("filter");
                return next(context);
            });
        });
        var key = await host.IssueAsync();
        string[] broken = ["Content-Type: application/json", "Content-Length: 0"];
        Assert.That((await host.SendAsync("POST", "/fast", "1.1", broken)).Status, Is.EqualTo(401));
        Assert.That(seen, Is.EqualTo(new[] { "/fast" }));
        Assert.That((await host.SendAsync("POST", "/fast", "1.1", [key.Bearer, .. broken])).Status, Is.EqualTo(400));
    }

    [TestCase("/fast")]
    [TestCase("/leads")]
    [TestCase("/me")]
    public async Task A_key_is_verified_once_a_request_by_whatever_lanes_it_goes_through(string path)
    {
        var verified = 0;
        await using var host = await ApiKeyHost.StartAsync(
            scheme: options => options.Events.OnVerified = _ =>
            {
                verified++;
                return Task.CompletedTask;
            },
            pipeline: app =>
            {
                app.MapGet("/fast", () => "x").RequireApiKey();
                app.MapGet("/leads", () => "x").RequireScopes("leads:read");
            });
        var key = await host.IssueAsync();
        Assert.That((await host.GetAsync(path, key.Bearer)).Status, Is.EqualTo(200));
        Assert.That(verified, Is.EqualTo(1));
    }

    [Test]
    public async Task A_failing_store_of_limits_is_503_and_neither_a_pass_nor_a_refusal()
    {
        await using var host = await ApiKeyHost.StartAsync(services: builder => builder.Services.AddSingleton<IRateLimitStore, BrokenLimits>());
        var key = await host.IssueAsync();
        var response = await host.GetAsync("/me", key.Bearer);
        Assert.That((response.Status, response.ErrorCode, response.Header("Retry-After")), Is.EqualTo((503, "UNAVAILABLE", "5")));
        Assert.That(response.Body, Does.Not.Contain("password"));
        Assert.That(host.EndpointRuns, Is.Zero);
    }

    private static async Task<TestKey> LimitedAsync(ApiKeyHost host, long permits)
    {
        var key = await host.IssueAsync();
        await host.ChangeAsync(key, record => record with { RateLimits = [RateLimit.PerHour(permits)] });
        return key;
    }

    private sealed class AddingTransformation : IClaimsTransformation
    {
        public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
        {
            ((ClaimsIdentity)principal.Identity!).AddClaim(new Claim("added", "1"));
            return Task.FromResult(principal);
        }
    }

    private sealed class CloningTransformation : IClaimsTransformation
    {
        public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal) => Task.FromResult(principal.Clone());
    }

    private sealed class MarkingHandler : IAuthorizationMiddlewareResultHandler
    {
        private readonly AuthorizationMiddlewareResultHandler _default = new();

        public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
        {
            context.Response.Headers["X-Marked"] = "yes";
            return _default.HandleAsync(next, context, policy, authorizeResult);
        }
    }

    private sealed class BrokenLimits : IRateLimitStore
    {
        public ValueTask<RateLimitDecision> TakeAsync(string keyId, IReadOnlyList<RateLimit> limits, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("password=hunter2");

        public ValueTask GiveBackAsync(string keyId, IReadOnlyList<RateLimit> limits, RateLimitDecision taken, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<RateLimitDecision> PeekAsync(string keyId, IReadOnlyList<RateLimit> limits, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
