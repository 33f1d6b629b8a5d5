namespace ApiKeys.Management.Tests;

/// <summary>ATTACKS AC-027, AC-157; CONTRACT C13: methods that a path does not have. No store is asked, so memory is enough.</summary>
internal sealed class WrongMethodTests
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PURGE"];

    [Test]
    public async Task AC_157_every_path_says_which_methods_it_has_to_everybody_alike_and_asks_no_store()
    {
        await using var host = await ManagementHost.StartAsync(StoreKind.Memory);
        var key = (await host.Host.IssueAsync(scopes: ScopeSet.Of("api_keys:manage"))).Text;
        var id = await host.CreateIdAsync("admA");
        var (reads, writes) = (host.Host.Store.Reads, host.Host.Store.Writes);
        var paths = PathsOf(host).ToList();
        Assert.That(paths, Has.Count.GreaterThan(10));
        foreach (var (path, method) in paths.SelectMany(path => Methods.Except(path.Has).Select(method => (path, method))))
        {
            var at = path.Pattern.Replace("{id}", id, StringComparison.Ordinal).TrimEnd('/');
            var answer = await host.SendAsync("nobody", method, at);
            Assert.That((answer.Status, answer.Header("Allow"), answer.Header("Cache-Control")), Is.EqualTo((405, string.Join(", ", path.Has), "no-store")), $"{method} {at}");
            Assert.That(method == "HEAD" ? "METHOD_NOT_ALLOWED" : answer.ErrorCode, Is.EqualTo("METHOD_NOT_ALLOWED"));
            Assert.That(answer.HeaderValues("WWW-Authenticate"), Is.Empty);
            foreach (var who in new[] { "userA", "admA", "svc", key, "sk_live_nobody" })
            {
                Assert.That((await host.SendAsync(who, method, at)).Fingerprint, Is.EqualTo(answer.Fingerprint), $"{method} {at}: {who}");
            }
        }

        Assert.That((host.Host.Store.Reads - reads, host.Host.Store.Writes - writes), Is.EqualTo((1, 0)), "the key was read once, to be known");
    }

    [TestCase("PUT", "", "GET, POST")]
    [TestCase("DELETE", "/audit", "GET")]
    [TestCase("GET", "/temporary", "POST")]
    [TestCase("PUT", "/ID", "DELETE, GET, PATCH")]
    [TestCase("GET", "/ID/revoke", "POST")]
    [TestCase("HEAD", "/ID/regenerate", "POST")]
    [TestCase("POST", "/ID/usage", "GET")]
    public async Task AC_157_another_tenants_key_and_no_key_are_one_answer(string method, string path, string allow)
    {
        await using var host = await ManagementHost.StartAsync(StoreKind.Memory);
        var foreign = await host.SendAsync("admA", method, $"/api-keys{path.Replace("ID", await host.CreateIdAsync("admB"), StringComparison.Ordinal)}");
        Assert.That((foreign.Status, foreign.Header("Allow")), Is.EqualTo((405, allow)));
        Assert.That((await host.SendAsync("admA", method, $"/api-keys{path.Replace("ID", "nothing", StringComparison.Ordinal)}")).Fingerprint, Is.EqualTo(foreign.Fingerprint));
    }

    [TestCase(ApiKeyErrorContract.ProblemDetails, """{"type":"about:blank","title":"Method Not Allowed","status":405,"detail":"The path does not have this method.","code":"METHOD_NOT_ALLOWED"}""")]
    [TestCase(ApiKeyErrorContract.SalesOs, """{"error":{"code":"METHOD_NOT_ALLOWED","message":"The path does not have this method."}}""")]
    [TestCase(ApiKeyErrorContract.Flat, """{"error":"The path does not have this method."}""")]
    [TestCase(ApiKeyErrorContract.Empty, "")]
    public async Task C13_AC_157_each_contract_has_its_own_form(ApiKeyErrorContract contract, string body)
    {
        await using var host = await ManagementHost.StartAsync(StoreKind.Memory, keys: keys => keys.ConfigureResponses(responses => responses.Contract = contract));
        var response = await host.SendAsync("nobody", "PUT", "/api-keys/x/revoke");
        Assert.That((response.Status, response.Body, response.Header("Allow")), Is.EqualTo((405, body, "POST")));
        var head = await host.SendAsync("nobody", "HEAD", "/api-keys/x/revoke");
        Assert.That((head.Status, head.Body), Is.EqualTo((405, "")));
    }

    [Test]
    public async Task AC_157_a_hosts_status_pages_and_fallbacks_do_not_answer_in_its_place_and_its_own_endpoints_do()
    {
        await using var host = await ManagementHost.StartAsync(StoreKind.Memory, services: builder => builder.Services.AddAuthorizationBuilder().AddFallbackPolicy("all", policy => policy.RequireAuthenticatedUser()), pipeline: app =>
        {
            app.UseStatusCodePages("text/plain", "the host's page");
            app.MapFallback("{**path}", () => "the host's fallback").AllowAnonymous();
            app.MapPut("/api-keys/{id}/revoke", (HttpResponse response) => Own(response)).AllowAnonymous();
            app.MapPost("/api-keys/export", (HttpResponse response) => Own(response)).AllowAnonymous();
        });
        Assert.That((await host.SendAsync("nobody", "PUT", "/api-keys/x")).ErrorCode, Is.EqualTo("METHOD_NOT_ALLOWED"));
        Assert.That((await host.SendAsync("nobody", "DELETE", "/api-keys/x/revoke")).ErrorCode, Is.EqualTo("METHOD_NOT_ALLOWED"));
        Assert.That((await host.SendAsync("nobody", "PUT", "/api-keys/x/revoke")).Body, Is.EqualTo("the host's own"));
        Assert.That((await host.SendAsync("nobody", "POST", "/api-keys/export")).Body, Is.EqualTo("the host's own"));
        Assert.That((await host.SendAsync("nobody", "PUT", "/other")).Body, Is.EqualTo("the host's fallback"));

        static string Own(HttpResponse response)
        {
            response.Headers.CacheControl = "no-store";
            return "the host's own";
        }
    }

    [Test]
    public async Task AC_157_what_the_host_says_of_all_endpoints_is_said_of_this_answer_too()
    {
        await using var host = await ManagementHost.StartAsync(StoreKind.Memory, pipeline: app =>
            app.MapApiKeyManagement("/elsewhere").RequireAuthorization("KeyAdmins").RequireHost("admin.example"));
        Assert.That((await host.SendAsync("admA", "PUT", "/elsewhere/x")).Status, Is.EqualTo(404), "not on this host");
    }

    [Test]
    public async Task AC_027_a_preflight_is_never_401_and_TRACE_shows_no_header()
    {
        string[] preflight = ["Origin: https://console.example", "Access-Control-Request-Method: POST", "Access-Control-Request-Headers: authorization,content-type"];
        await using var closed = await ManagementHost.StartAsync(StoreKind.Memory);
        var refused = await closed.SendAsync("nobody", "OPTIONS", "/api-keys", null, preflight);
        Assert.That((refused.Status, refused.HeaderValues("WWW-Authenticate"), refused.HeaderValues("Access-Control-Allow-Origin")), Is.EqualTo((405, Array.Empty<string>(), Array.Empty<string>())));
        Assert.That((await closed.SendAsync("sk_live_secret", "TRACE", "/api-keys")).Fingerprint, Does.StartWith("405").And.Not.Contain("sk_live_secret"));

        await using var open = await ManagementHost.StartAsync(StoreKind.Memory, services: builder => builder.Services.AddCors(), pipeline: app =>
        {
            app.UseCors();
            app.MapApiKeyManagement("/cors").RequireAuthorization("KeyAdmins").RequireCors(cors => cors.WithOrigins("https://console.example").WithMethods("POST").AllowAnyHeader());
        });
        var allowed = await open.SendAsync("nobody", "OPTIONS", "/cors", null, preflight);
        Assert.That((allowed.Status, allowed.Header("Access-Control-Allow-Origin"), allowed.Header("Access-Control-Allow-Methods")), Is.EqualTo((204, "https://console.example", "POST")));
        Assert.That((await open.SendAsync("nobody", "OPTIONS", "/cors/x/revoke", null, preflight)).Status, Is.EqualTo(204));
    }

    private static IEnumerable<(string Pattern, string[] Has)> PathsOf(ManagementHost host) => host.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints
        .OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api-keys", StringComparison.Ordinal))
        .GroupBy(endpoint => endpoint.RoutePattern.RawText!, endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])
        .Select(path => (path.Key, path.SelectMany(methods => methods).Order(StringComparer.Ordinal).ToArray()));
}
