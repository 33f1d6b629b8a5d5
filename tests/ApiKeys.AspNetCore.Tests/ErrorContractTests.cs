using ApiKeys.AspNetCore.Tests.Host;
using ApiKeys.Format;
using ApiKeys.Testing;

namespace ApiKeys.AspNetCore.Tests;

/// <summary>CONTRACT S-20, S-21, N-1, N-2, N-9, C13: the answers to the letter.</summary>
internal sealed class ErrorContractTests
{
    [Test]
    public async Task S_20_S_21_a_salesos_key_is_a_bearer_token_of_either_length()
    {
        foreach (var template in new[] { KeyTemplate.SalesOs, KeyTemplate.SalesOsLong })
        {
            await using var host = await SalesOsAsync(template);
            var key = await host.IssueAsync();
            Assert.That(key.Text, Does.Match("^sk_live_[0-9a-z]{32}$|^sk_live_[0-9a-z]{60}$"));
            Expect.Accepted(await host.GetAsync("/me", key.Bearer), key);
        }
    }

    [TestCase("X-Nothing: 1", """{"error":{"code":"UNAUTHORIZED","message":"Missing or malformed Authorization header. Expected: Bearer sk_live_xxx"}}""")]
    [TestCase("Authorization: Basic dXNlcjpwYXNz", """{"error":{"code":"UNAUTHORIZED","message":"Missing or malformed Authorization header. Expected: Bearer sk_live_xxx"}}""")]
    [TestCase("Authorization: Bearer mytoken123456789", """{"error":{"code":"UNAUTHORIZED","message":"Invalid API key prefix. Expected sk_live_ or sk_test_"}}""")]
    [TestCase("Authorization: Bearer sk_live_a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6", """{"error":{"code":"UNAUTHORIZED","message":"Invalid or expired API key"}}""")]
    [TestCase("Authorization: Bearer sk_live_short", """{"error":{"code":"UNAUTHORIZED","message":"Invalid or expired API key"}}""")]
    public async Task S_21_each_refusal_has_its_exact_body(string line, string body)
    {
        await using var host = await SalesOsAsync(KeyTemplate.SalesOs);
        var response = await host.GetAsync("/me", line);
        Assert.That((response.Status, response.Body), Is.EqualTo((401, body)));
    }

    [Test]
    public async Task S_20_the_prefix_is_looked_at_before_any_store()
    {
        await using var host = await SalesOsAsync(KeyTemplate.SalesOs);
        await host.GetAsync("/me", "Authorization: Bearer pk_live_a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6");
        Assert.That(host.Store.Reads, Is.Zero);
        await host.GetAsync("/me", "Authorization: Bearer sk_live_a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6");
        Assert.That(host.Store.Reads, Is.EqualTo(1));
    }

    [Test]
    public async Task N_1_N_2_a_nexuserp_key_opens_and_its_prefix_alone_does_not()
    {
        await using var host = await ApiKeyHost.StartAsync(
            keys: keys => keys
                .ConfigureFormat(format =>
                {
                    format.Template = KeyTemplate.NexusErp;
                    format.Environments.Clear();
                    format.DisplayPrefixLength = 14;
                })
                .ConfigureResponses(responses => responses.Contract = ApiKeyErrorContract.Flat),
            options: options => options.Environment = null);
        var key = await host.IssueAsync(environment: null!);
        Assert.That(key.Text, Does.Match("^sk_[0-9A-Za-z]{8}_[0-9A-Za-z]{32}$").And.Length.EqualTo(44));
        Assert.That(key.Record.Secrets[0].Hint, Is.EqualTo(new DisplayHint(key.Text[..14], "")));
        Assert.That((await host.GetAsync("/me", key.Bearer)).Status, Is.EqualTo(200));
        var refused = await host.GetAsync("/me", $"Authorization: Bearer {key.Text[..14]}");
        Assert.That((refused.Status, refused.Body), Is.EqualTo((401, """{"error":"Invalid or expired API key"}""")));
        Assert.That(refused.Fingerprint, Does.Not.Contain(key.Text[..12]), "N-2: never in a 401 body");
    }

    [TestCase(ApiKeyErrorContract.ProblemDetails, "application/problem+json", """{"type":"about:blank","title":"Unauthorized","status":401,"detail":"Invalid or expired API key","code":"UNAUTHORIZED"}""")]
    [TestCase(ApiKeyErrorContract.SalesOs, "application/json", """{"error":{"code":"UNAUTHORIZED","message":"Invalid or expired API key"}}""")]
    [TestCase(ApiKeyErrorContract.Flat, "application/json", """{"error":"Invalid or expired API key"}""")]
    public async Task C_13_each_contract_writes_its_own_form(ApiKeyErrorContract contract, string contentType, string body)
    {
        await using var host = await ApiKeyHost.StartAsync(keys: keys => keys.ConfigureResponses(responses => responses.Contract = contract));
        var response = await host.GetAsync("/me", "Authorization: Bearer sk_live_bad");
        Assert.That((response.Status, response.Header("Content-Type"), response.Body), Is.EqualTo((401, contentType, body)));
    }

    [Test]
    public async Task C_13_the_empty_contract_has_status_and_headers_alone()
    {
        await using var host = await ApiKeyHost.StartAsync(keys: keys => keys.ConfigureResponses(responses => responses.Contract = ApiKeyErrorContract.Empty));
        var response = await host.GetAsync("/me", "Authorization: Bearer sk_live_bad");
        Assert.That((response.Status, response.Body, response.Header("Cache-Control")), Is.EqualTo((401, "", "no-store")));
    }

    [TestCase(ApiKeyErrorContract.ProblemDetails, """{"type":"about:blank","title":"Service Unavailable","status":503,"detail":"API keys cannot be verified at the moment","code":"UNAVAILABLE","retry_after":5}""")]
    [TestCase(ApiKeyErrorContract.SalesOs, """{"error":{"code":"UNAVAILABLE","message":"API keys cannot be verified at the moment","retry_after":5}}""")]
    [TestCase(ApiKeyErrorContract.Flat, """{"error":"API keys cannot be verified at the moment"}""")]
    public async Task A_failing_store_is_503_with_retry_after_in_each_contract(ApiKeyErrorContract contract, string body)
    {
        await using var host = await ApiKeyHost.StartAsync(keys: keys => keys.ConfigureResponses(responses => responses.Contract = contract));
        var key = await host.IssueAsync();
        host.Store.Fault = StoreFault.Down;
        var response = await host.GetAsync("/me", key.Bearer);
        Assert.That((response.Status, response.Header("Retry-After"), response.Body), Is.EqualTo((503, "5", body)));
        Assert.That(response.HeaderValues("WWW-Authenticate"), Is.Empty);
        Assert.That(host.EndpointRuns, Is.Zero);
        host.Store.Fault = StoreFault.None;
        Expect.Accepted(await host.GetAsync("/me", key.Bearer), key);
    }

    [Test]
    public async Task A_store_that_fails_is_not_asked_for_texts_that_are_no_keys()
    {
        await using var host = await ApiKeyHost.StartAsync();
        host.Store.Fault = StoreFault.Down;
        Expect.Reject(host, await host.GetAsync("/me", "Authorization: Bearer sk_live_bad"), Expect.Invalid);
    }

    [Test]
    public async Task HEAD_has_the_headers_of_the_refusal_and_no_body()
    {
        await using var host = await ApiKeyHost.StartAsync(pipeline: app => app.MapMethods("/head", ["HEAD"], () => "x").RequireAuthorization());
        using var client = new HttpClient();
        using var response = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, $"http://localhost:{host.Port}/head"));
        Assert.That((int)response.StatusCode, Is.EqualTo(401));
        Assert.That(await response.Content.ReadAsByteArrayAsync(), Is.Empty);
    }

    private static Task<ApiKeyHost> SalesOsAsync(KeyTemplate template) => ApiKeyHost.StartAsync(keys: keys => keys.ConfigureFormat(format =>
    {
        format.Template = template;
        format.DisplayLastLength = 4;
    }));
}
