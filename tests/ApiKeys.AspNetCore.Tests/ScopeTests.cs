using ApiKeys.AspNetCore.Tests.Host;
using ApiKeys.Scopes;
using Microsoft.AspNetCore.Authorization;

namespace ApiKeys.AspNetCore.Tests;

/// <summary>CONTRACT S-13, S-22, G-7 and attack cases F: what a good key may do.</summary>
internal sealed class ScopeTests
{
    [Test]
    public async Task S_22_a_missing_scope_is_named_to_the_letter()
    {
        await using var host = await ApiKeyHost.StartAsync(pipeline: app => app.MapPost("/sync", () => "x").RequireScopes("default:sync"));
        var key = await host.IssueAsync(scopes: ScopeSet.Of("leads:read"));
        var response = await host.SendAsync("POST", "/sync", "1.1", key.Bearer, "Content-Length: 0");
        Assert.That((response.Status, response.Body), Is.EqualTo((403, """{"error":{"code":"FORBIDDEN","message":"API key missing required scopes: default:sync"}}""")));
        Assert.That(response.HeaderValues("WWW-Authenticate"), Is.Empty);
    }

    [TestCase("a:x a:y a:z", "", "a:x, a:y, a:z")]
    [TestCase("a:x a:y a:z", "a:y", "a:x, a:z")]
    [TestCase("a:x", "A:X", "a:x")]
    [TestCase("a:x", "a:", "a:x")]
    [TestCase("a:x", "a:xx", "a:x")]
    public async Task S_22_all_scopes_are_required_and_only_the_endpoints_own_are_told(string required, string granted, string missing)
    {
        await using var host = await ApiKeyHost.StartAsync(pipeline: app => app.MapGet("/x", () => "x").RequireScopes(required.Split(' ')));
        var scopes = ScopeSet.Of([.. granted.Split(' ', StringSplitOptions.RemoveEmptyEntries), "secret:scope"]);
        var response = await host.GetAsync("/x", (await host.IssueAsync(scopes: scopes)).Bearer);
        Assert.That((response.Status, response.ErrorMessage), Is.EqualTo((403, $"API key missing required scopes: {missing}")));
        Assert.That(response.Fingerprint, Does.Not.Contain("secret:scope"));
    }

    [Test]
    public async Task AC_091_the_matrix_of_endpoints_and_keys_opens_exactly_what_is_granted()
    {
        string[] scopes = ["leads:read", "leads:write", "default:sync"];
        await using var host = await ApiKeyHost.StartAsync(pipeline: app =>
        {
            for (var mask = 0; mask < 8; mask++)
            {
                app.MapGet($"/m{mask}", () => "x").RequireScopes(Pick(scopes, mask));
            }
        });
        for (var held = 0; held < 8; held++)
        {
            var key = await host.IssueAsync(scopes: ScopeSet.Of(Pick(scopes, held)));
            for (var asked = 0; asked < 8; asked++)
            {
                var response = await host.GetAsync($"/m{asked}", key.Bearer);
                Assert.That(response.Status, Is.EqualTo((asked & held) == asked ? 200 : 403), $"asked {asked}, held {held}");
            }
        }
    }

    [TestCase("GET", "/leads", 403)]
    [TestCase("HEAD", "/leads", 403)]
    [TestCase("GET", "/leads/", 403)]
    [TestCase("GET", "/LEADS", 403)]
    [TestCase("GET", "/%6ceads", 403)]
    [TestCase("POST", "/leads", 405)]
    [TestCase("OPTIONS", "/leads", 405)]
    public async Task AC_093_no_spelling_of_a_request_goes_around_a_scope(string method, string path, int status)
    {
        await using var host = await ApiKeyHost.StartAsync(pipeline: app => app.MapMethods("/leads", ["GET", "HEAD"], () => "x").RequireScopes("leads:read"));
        var key = await host.IssueAsync(scopes: ScopeSet.None);
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), $"http://localhost:{host.Port}{path}");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key.Text}");
        request.Headers.TryAddWithoutValidation("X-HTTP-Method-Override", "GET");
        using var response = await client.SendAsync(request);
        Assert.That((int)response.StatusCode, Is.EqualTo(status));
    }

    [TestCase(UnrestrictedKeyPolicy.EndpointsThatOptIn, "/plain", 403)]
    [TestCase(UnrestrictedKeyPolicy.EndpointsThatOptIn, "/opted", 200)]
    [TestCase(UnrestrictedKeyPolicy.AllEndpoints, "/plain", 200)]
    [TestCase(UnrestrictedKeyPolicy.AllEndpoints, "/opted", 200)]
    public async Task AC_095_an_unrestricted_key_opens_what_opts_in_and_a_key_without_scopes_opens_neither(UnrestrictedKeyPolicy policy, string path, int status)
    {
        await using var host = await ApiKeyHost.StartAsync(keys: keys => keys.ConfigureScopes(scopes => scopes.UnrestrictedKeys = policy), pipeline: app =>
        {
            app.MapGet("/plain", () => "x").RequireScopes("leads:read");
            app.MapGet("/opted", () => "x").RequireScopes("leads:read").AllowUnrestrictedKeys();
        });
        var unrestricted = await host.IssueAsync(scopes: ScopeSet.Unrestricted);
        Assert.That((await host.GetAsync(path, unrestricted.Bearer)).Status, Is.EqualTo(status));
        var none = await host.IssueAsync(scopes: ScopeSet.None);
        Assert.That((await host.GetAsync(path, none.Bearer)).Status, Is.EqualTo(403));
        Assert.That(host.Log.Count(line => line.EventName == "ApiKeyUnrestrictedEverywhere"), Is.EqualTo(policy == UnrestrictedKeyPolicy.AllEndpoints ? 1 : 0));
    }

    [Test]
    public async Task AC_100_an_endpoint_of_a_later_build_is_not_open_to_old_unrestricted_keys_unless_it_opts_in()
    {
        await using var host = await ApiKeyHost.StartAsync(pipeline: app =>
        {
            app.MapGet("/v1", () => "x").RequireScopes("leads:read").AllowUnrestrictedKeys();
            app.MapGet("/v2", () => "x").RequireScopes("leads:read", "billing:read");
        });
        var old = await host.IssueAsync(scopes: ScopeSet.Unrestricted);
        Assert.That((await host.GetAsync("/v1", old.Bearer)).Status, Is.EqualTo(200));
        var response = await host.GetAsync("/v2", old.Bearer);
        Assert.That((response.Status, response.ErrorMessage), Is.EqualTo((403, "API key missing required scopes: leads:read, billing:read")));
    }

    [TestCase(null, "c1", 200)]
    [TestCase(null, "c9", 200)]
    [TestCase("c1", "c1", 200)]
    [TestCase("c1", "c2", 403)]
    [TestCase("c1 c2", "c2", 200)]
    [TestCase("c1", "c1%20", 403)]
    [TestCase("c1", "%63%31", 200)]
    public async Task AC_237_the_matrix_of_customers_opens_exactly_its_own(string? customers, string requested, int status)
    {
        await using var host = await ApiKeyHost.StartAsync(pipeline: app => app.MapGet("/c/{customerId}", () => "x").RequireCustomer("customerId"));
        var key = await host.IssueAsync();
        await host.ChangeAsync(key, record => record with { CustomerIds = customers?.Split(' ') });
        Assert.That((await host.GetAsync($"/c/{requested}", key.Bearer)).Status, Is.EqualTo(status));
    }

    [TestCase(false, "leads:*", "leads:read", 403)]
    [TestCase(true, "leads:*", "leads:read", 200)]
    [TestCase(true, "leads:*", "leads:read:own", 200)]
    [TestCase(true, "leads:*", "leads", 403)]
    [TestCase(true, "leads:*", "leads:", 403)]
    [TestCase(true, "leads:*", "leadsx:read", 403)]
    [TestCase(true, "lead*", "leads:read", 403)]
    [TestCase(true, "*", "leads:read", 403)]
    public async Task A_star_covers_whole_segments_and_only_where_it_is_switched_on(bool wildcards, string granted, string required, int status)
    {
        await using var host = await ApiKeyHost.StartAsync(
            keys: keys => keys.ConfigureScopes(scopes => scopes.Wildcards = wildcards),
            pipeline: app => app.MapGet("/x", () => "x").RequireScopes(required));
        var key = await host.IssueAsync(scopes: ScopeSet.Of(granted));
        Assert.That((await host.GetAsync("/x", key.Bearer)).Status, Is.EqualTo(status));
    }

    [Test]
    public void S_13_an_endpoint_with_an_unknown_scope_stops_the_start() => Assert.That(
        () => ApiKeyHost.StartAsync(
            keys: keys => keys.ConfigureScopes(scopes => scopes.Scopes.Add("leads:read", "Read lead data")),
            pipeline: app => app.MapGet("/x", () => "x").RequireScopes("leads:raed")),
        Throws.InvalidOperationException.With.Message.Contains("leads:raed"));

    [Test]
    public void A_scope_that_is_none_stops_the_start() => Assert.That(
        () => ApiKeyHost.StartAsync(pipeline: app => app.MapGet("/x", () => "x").RequireScopes("leads read")),
        Throws.InvalidOperationException.With.Message.Contains("leads read"));

    [Test]
    public async Task G_7_a_key_limited_to_customers_opens_theirs_and_nothing_that_names_none()
    {
        await using var host = await ApiKeyHost.StartAsync(pipeline: app =>
        {
            app.MapGet("/customers/{customerId}/leads", () => "x").RequireCustomer("customerId");
            app.MapGet("/customers/{customerId?}", () => "x").RequireCustomer("customerId");
            app.MapGet("/leads", () => "x").RequireScopes("leads:read");
        });
        var key = await host.IssueAsync();
        Assert.That((await host.GetAsync("/customers/c2/leads", key.Bearer)).Status, Is.EqualTo(200), "a key without customers is limited to none");
        await host.ChangeAsync(key, record => record with { CustomerIds = ["c1"] });
        Assert.That((await host.GetAsync("/customers/c1/leads", key.Bearer)).Status, Is.EqualTo(200));
        var refusals = new List<RawResponse>();
        foreach (var path in new[] { "/customers/c2/leads", "/customers/C1/leads", "/customers", "/leads", "/me" })
        {
            refusals.Add(await host.GetAsync(path, key.Bearer));
        }

        Assert.That(refusals.Select(refusal => refusal.Status), Is.All.EqualTo(403));
        Assert.That(refusals.Select(refusal => refusal.Fingerprint).Distinct().ToList(), Has.Count.EqualTo(1), "foreign, absent and unnamed are one answer");
    }

    [Test]
    public void G_7_a_route_value_that_does_not_exist_stops_the_start() => Assert.That(
        () => ApiKeyHost.StartAsync(pipeline: app => app.MapGet("/customers/{id}", () => "x").RequireCustomer("customerId")),
        Throws.InvalidOperationException.With.Message.Contains("customerId"));

    [TestCase("live", 200)]
    [TestCase("test", 401)]
    public async Task S_27_an_endpoint_may_name_its_environment(string environment, int status)
    {
        await using var host = await ApiKeyHost.StartAsync(
            options: options => options.Environment = null,
            pipeline: app => app.MapGet("/live", () => "x").RequireEnvironment("live"));
        var key = await host.IssueAsync(environment: environment);
        var response = await host.GetAsync("/live", key.Bearer);
        Assert.That(response.Status, Is.EqualTo(status));
        if (status == 401)
        {
            Assert.That((response.ErrorMessage, response.Header("WWW-Authenticate")), Is.EqualTo((Expect.Invalid, "Bearer realm=\"api\", error=\"invalid_token\"")));
        }
    }

    [Test]
    public async Task AC_230_an_endpoint_that_asks_for_a_scope_and_is_anonymous_is_open_and_says_so_at_start()
    {
        await using var host = await ApiKeyHost.StartAsync(pipeline: app => app.MapGet("/both", [AllowAnonymous, RequireScopes("leads:read")] () => "x"));
        Assert.That((await host.GetAsync("/both")).Status, Is.EqualTo(200));
        Assert.That(host.Log.Count(line => line.EventName == "ApiKeyEndpointIsAnonymous" && line.Text.Contains("/both", StringComparison.Ordinal)), Is.EqualTo(1));
    }

    private static string[] Pick(string[] scopes, int mask) => [.. scopes.Where((_, i) => (mask & (1 << i)) != 0)];
}
