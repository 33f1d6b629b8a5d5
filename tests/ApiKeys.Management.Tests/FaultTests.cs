using ApiKeys.AspNetCore.Callers;
using ApiKeys.Testing;

namespace ApiKeys.Management.Tests;

/// <summary>ATTACKS FC-04, FC-09; CONTRACT C13, C15: a store that fails, a host that does not allow, and what each contract says of mistakes.</summary>
[TestFixture(StoreKind.Memory)]
[TestFixture(StoreKind.PostgreSql)]
internal sealed class FaultTests(StoreKind store)
{
    [Test]
    public async Task FC_04_a_store_that_fails_is_503_and_the_answer_says_that_nothing_is_done()
    {
        await using var host = await ManagementHost.StartAsync(store);
        var id = await host.CreateIdAsync("admA");
        foreach (var (method, path, body) in new[] { ("GET", "", null), ("POST", "", """{"name":"x","environment":"live"}"""), ("PATCH", $"/{id}", """{"name":"x"}"""), ("POST", $"/{id}/revoke", null), ("POST", $"/{id}/regenerate", null), ("DELETE", $"/{id}", null), ("GET", "/audit", null) })
        {
            host.Host.Store.Fault = StoreFault.Down;
            var response = await host.SendAsync("admA", method, $"/api-keys{path}", body);
            Assert.That((response.Status, response.ErrorCode, response.Header("Retry-After")), Is.EqualTo((503, "UNAVAILABLE", "5")), $"{method} {path}");
            Assert.That(response.ErrorMessage!.Contains("not done", StringComparison.Ordinal), Is.EqualTo(method != "GET"));
            Assert.That(response.Body, Does.Not.Contain(host.Host.Store.Message));
            host.Host.Store.Fault = StoreFault.None;
            host.Host.Clock.Advance(TimeSpan.FromSeconds(6));
        }

        Assert.That((await host.SendAsync("admA", "GET", $"/api-keys/{id}")).Json.GetProperty("version").GetInt64(), Is.EqualTo(1));
        Assert.That(host.Host.Log.Count(line => line.EventName == "ApiKeyManagementFailed"), Is.EqualTo(7));
    }

    [Test]
    public async Task A_resolver_that_fails_is_503_and_no_pass()
    {
        await using var host = await ManagementHost.StartAsync(store, keys: keys => keys.AddTenantResolver<BrokenTenants>());
        Assert.That((await host.SendAsync("admA", "GET", "/api-keys")).Status, Is.EqualTo(503));
        Assert.That((await host.SendAsync("svc", "GET", "/api-keys?tenant_id=A")).Status, Is.EqualTo(503));
    }

    [Test]
    public async Task C15_what_the_policy_does_not_allow_is_403_and_what_the_state_does_not_allow_409()
    {
        await using var host = await ManagementHost.StartAsync(store, keys: keys => keys.ConfigurePolicy(policy => (policy.Deletion, policy.AllowRenewal) = (ApiKeys.Management.DeletionPolicy.Off, false)));
        var id = await host.CreateIdAsync("admA");
        Assert.That((await host.SendAsync("admA", "DELETE", $"/api-keys/{id}")).Status, Is.EqualTo(403));
        Assert.That((await host.SendAsync("admA", "POST", $"/api-keys/{id}/regenerate")).Status, Is.EqualTo(403));
        await host.SendAsync("admA", "POST", $"/api-keys/{id}/revoke");
        Assert.That((await host.SendAsync("admA", "POST", $"/api-keys/{id}/enable")).Status, Is.EqualTo(409));
    }

    [TestCase(ApiKeyErrorContract.ProblemDetails, """{"type":"about:blank","title":"Bad Request","status":400,"detail":"The request is not valid.","code":"VALIDATION_ERROR","details":[{"field":"name","message":"It is required."},{"field":"color","message":"It is unknown here."}]}""")]
    [TestCase(ApiKeyErrorContract.SalesOs, """{"error":{"code":"VALIDATION_ERROR","message":"The request is not valid.","details":[{"field":"name","message":"It is required."},{"field":"color","message":"It is unknown here."}]}}""")]
    [TestCase(ApiKeyErrorContract.Flat, """{"error":"The request is not valid. name: It is required. color: It is unknown here."}""")]
    [TestCase(ApiKeyErrorContract.Empty, "")]
    public async Task C13_each_contract_tells_what_is_wrong_in_its_own_form(ApiKeyErrorContract contract, string body)
    {
        await using var host = await ManagementHost.StartAsync(store, keys: keys => keys.ConfigureResponses(responses => responses.Contract = contract));
        var response = await host.SendAsync("admA", "POST", "/api-keys", """{"environment":"live","color":1}""");
        Assert.That((response.Status, response.Body), Is.EqualTo((400, body)));
    }

    private sealed class BrokenTenants : ITenantResolver
    {
        public ValueTask<string?> GetTenantIdAsync(HttpContext context, CancellationToken cancellationToken) => throw new InvalidOperationException("the directory is down");

        public ValueTask<ApiKeyTenant?> FindAsync(string tenantId, CancellationToken cancellationToken) => throw new InvalidOperationException("the directory is down");
    }
}
