using System.Security.Claims;
using ApiKeys.AspNetCore.Tests.Host;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;

namespace ApiKeys.AspNetCore.Tests;

/// <summary>Attack cases O: keys beside the host's other schemes, and pipelines in any order.</summary>
internal sealed class CompositionTests
{
    [Test]
    public async Task AC_230_an_endpoint_that_is_anonymous_aloud_stays_anonymous()
    {
        await using var host = await ApiKeyHost.StartAsync(pipeline: app => app.MapGet("/both", [AllowAnonymous, Authorize] () => "x"));
        Assert.That((await host.GetAsync("/both", "Authorization: Bearer sk_live_bad")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task AC_231_a_cookie_user_and_a_key_in_one_request_are_not_added_up()
    {
        await using var host = await ApiKeyHost.StartAsync(services: AddCookies, pipeline: MapUserAndKey);
        var key = await host.IssueAsync();
        var cookie = (await host.GetAsync("/sign-in")).Header("Set-Cookie").Split(';')[0];
        foreach (var (path, lines, status) in new (string, string[], int)[]
        {
            ("/useronly", [$"Cookie: {cookie}"], 200),
            ("/useronly", [key.Bearer], 302),
            ("/useronly", [$"Cookie: {cookie}", key.Bearer], 200),
            ("/keyonly", [$"Cookie: {cookie}"], 401),
            ("/keyonly", [key.Bearer], 200),
            ("/keyonly", [$"Cookie: {cookie}", key.Bearer], 200),
            ("/keyonly", [$"Cookie: {cookie}", "Authorization: Bearer sk_live_bad"], 401),
        })
        {
            var response = await host.GetAsync(path, lines);
            Assert.That(response.Status, Is.EqualTo(status), $"{path} {string.Join(' ', lines.Length)}");
            if (status == 200)
            {
                Assert.That(response.Body, Is.EqualTo(path == "/useronly" ? "Cookies" : "ApiKey"), "the policy's scheme alone decides who is there");
            }
        }
    }

    [Test]
    public async Task AC_232_the_scheme_answers_where_it_is_demanded_and_is_not_the_default()
    {
        await using var host = await ApiKeyHost.StartAsync(services: AddCookies, pipeline: MapUserAndKey);
        var response = await host.GetAsync("/keyonly");
        Assert.That((response.Status, response.ErrorMessage, response.Header("WWW-Authenticate")), Is.EqualTo((401, Expect.Missing, "Bearer realm=\"api\"")));
    }

    [Test]
    public async Task C_10_beside_another_bearer_scheme_each_token_goes_to_its_own()
    {
        await using var host = await ApiKeyHost.StartAsync(services: AddSelector, pipeline: MapSession);
        var key = await host.IssueAsync();
        var token = (await host.GetAsync("/session")).Json.GetProperty("accessToken").GetString()!;
        Assert.That((await host.GetAsync("/who", $"Authorization: Bearer {token}")).Body, Is.EqualTo("BearerToken"));
        Assert.That((await host.GetAsync("/who", key.Bearer)).Body, Is.EqualTo("ApiKey"));
        var badKey = await host.GetAsync("/who", key.Bearer + "x");
        Assert.That((badKey.Status, badKey.ErrorMessage), Is.EqualTo((401, Expect.Invalid)));
        var badToken = await host.GetAsync("/who", "Authorization: Bearer nonsense");
        Assert.That((badToken.Status, badToken.Body), Is.EqualTo((401, "")), "a foreign token is not ours to talk about");
        Assert.That((await host.GetAsync("/who", key.Bearer, key.Bearer)).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task C_10_both_schemes_on_one_policy_accept_either_and_answer_once()
    {
        await using var host = await ApiKeyHost.StartAsync(services: AddSelector, pipeline: MapSession);
        var key = await host.IssueAsync();
        var token = (await host.GetAsync("/session")).Json.GetProperty("accessToken").GetString()!;
        Assert.That((await host.GetAsync("/either", $"Authorization: Bearer {token}")).Status, Is.EqualTo(200));
        Assert.That((await host.GetAsync("/either", key.Bearer)).Status, Is.EqualTo(200));
        var refused = await host.GetAsync("/either", "Authorization: Bearer nonsense");
        Assert.That((refused.Status, refused.ErrorMessage), Is.EqualTo((401, Expect.Missing)), "S-21's words on prefixes only where ours is alone");
        host.Store.Fault = Testing.StoreFault.Down;
        host.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.That((await host.GetAsync("/either", key.Bearer)).Status, Is.EqualTo(503), "cannot tell outweighs who are you, whoever speaks last");
    }

    [Test]
    public async Task AC_235_a_key_over_plain_http_is_refused_without_a_redirect_where_https_is_demanded()
    {
        await using var host = await ApiKeyHost.StartAsync(scheme: options => options.RequireHttps = true);
        var key = await host.IssueAsync();
        var response = await host.GetAsync("/me", key.Bearer);
        Expect.Reject(host, response, "API keys are accepted over HTTPS only");
        Assert.That(response.HeaderValues("Location"), Is.Empty);
        Assert.That(host.Store.Reads, Is.Zero);
        Assert.That((await host.GetAsync("/open", key.Bearer)).Status, Is.EqualTo(200));
    }

    [TestCase("sign-in only", 401)]
    [TestCase("own page", 418)]
    public async Task The_hosts_status_pages_do_not_write_over_a_refusal_but_the_host_itself_may(string who, int status)
    {
        await using var host = await ApiKeyHost.StartAsync(
            scheme: options => options.Events.OnChallenge = context =>
            {
                if (who == "own page")
                {
                    context.Response.StatusCode = 418;
                    context.HandleResponse();
                }

                return Task.CompletedTask;
            },
            pipeline: app => app.UseStatusCodePages());
        var response = await host.GetAsync("/me");
        Assert.That(response.Status, Is.EqualTo(status));
        Assert.That(response.Body.Contains("UNAUTHORIZED"), Is.EqualTo(status == 401));
    }

    [Test]
    public async Task The_hosts_own_step_may_add_claims_or_refuse_a_good_key()
    {
        await using var host = await ApiKeyHost.StartAsync(scheme: options => options.Events.OnVerified = context =>
        {
            ((ClaimsIdentity)context.Principal!.Identity!).AddClaim(new Claim("plan", "gold"));
            if (context.Request.Path == "/me" && context.Request.Query.ContainsKey("blocked"))
            {
                context.Fail("blocked");
            }

            return Task.CompletedTask;
        });
        var key = await host.IssueAsync();
        Assert.That((await host.GetAsync("/me?blocked", key.Bearer)).ErrorMessage, Is.EqualTo(Expect.Invalid));
        Assert.That(host.EndpointRuns, Is.Zero);
        Assert.That((await host.GetAsync("/me", key.Bearer)).Body, Does.Contain("plan=gold"));
    }

    [Test]
    public async Task A_good_key_whom_a_policy_refuses_is_forbidden_in_the_contracts_form()
    {
        await using var host = await ApiKeyHost.StartAsync(
            pipeline: app => app.MapGet("/gold", () => "x").RequireAuthorization(policy => policy.RequireClaim("plan", "gold")));
        var key = await host.IssueAsync();
        var response = await host.GetAsync("/gold", key.Bearer);
        Assert.That((response.Status, response.ErrorCode, response.ErrorMessage), Is.EqualTo((403, "FORBIDDEN", "API key not allowed for this request")));
    }

    private static void AddCookies(WebApplicationBuilder builder) =>
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();

    private static void MapUserAndKey(WebApplication app)
    {
        app.MapGet("/sign-in", context => context.SignInAsync(new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, "u1")], "Cookies"))));
        app.MapGet("/useronly", (ClaimsPrincipal user) => string.Join(',', user.Identities.Select(i => i.AuthenticationType)))
            .RequireAuthorization(policy => policy.AddAuthenticationSchemes("Cookies").RequireClaim(ClaimTypes.NameIdentifier));
        app.MapGet("/keyonly", (ClaimsPrincipal user) => string.Join(',', user.Identities.Select(i => i.AuthenticationType)))
            .RequireAuthorization(policy => policy.AddAuthenticationSchemes("ApiKey").RequireAuthenticatedUser());
    }

    private static void AddSelector(WebApplicationBuilder builder) =>
        builder.Services.AddAuthentication(ApiKeyDefaults.SelectorScheme).AddBearerToken().AddApiKeySelector(BearerTokenDefaults.AuthenticationScheme);

    private static void MapSession(WebApplication app)
    {
        app.MapGet("/session", () => TypedResults.SignIn(
            new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, "u1")], "BearerToken")), authenticationScheme: BearerTokenDefaults.AuthenticationScheme));
        app.MapGet("/who", (ClaimsPrincipal user) => user.Identity!.AuthenticationType!).RequireAuthorization();
        app.MapGet("/either", (ClaimsPrincipal user) => user.Identity!.AuthenticationType!)
            .RequireAuthorization(policy => policy.AddAuthenticationSchemes("ApiKey", BearerTokenDefaults.AuthenticationScheme).RequireAuthenticatedUser());
    }
}
