using ApiKeys.AspNetCore.Tests.Host;

namespace ApiKeys.AspNetCore.Tests;

/// <summary>CONTRACT S-27 and attack cases H: which environment and tenant a request belongs to.</summary>
internal sealed class EnvironmentTests
{
    [TestCase("live", "live", 200)]
    [TestCase("live", "test", 401)]
    [TestCase("test", "test", 200)]
    [TestCase("test", "live", 401)]
    public async Task S_27_a_host_that_names_its_environment_admits_its_own_keys_alone(string served, string issued, int status)
    {
        await using var host = await ApiKeyHost.StartAsync(options: options => options.Environment = served);
        var key = await host.IssueAsync(environment: issued);
        Assert.That((await host.GetAsync("/me", key.Bearer)).Status, Is.EqualTo(status));
        Assert.That(host.Log.Where(line => line.EventName == "ApiKeyEnvironmentUnnamed"), Is.Empty);
    }

    [TestCase("live")]
    [TestCase("test")]
    public async Task S_27_a_host_that_names_none_admits_both_tells_which_and_warns_at_start(string environment)
    {
        await using var host = await ApiKeyHost.StartAsync(options: options => options.Environment = null);
        var key = await host.IssueAsync(environment: environment);
        var response = await host.GetAsync("/me", key.Bearer);
        Expect.Accepted(response, key);
        Assert.That(Claims(response), Does.Contain($"environment={environment}"));
        Assert.That(host.Log.Count(line => line.EventName == "ApiKeyEnvironmentUnnamed" && line.Level == LogLevel.Warning), Is.EqualTo(1));
    }

    [Test]
    public async Task C_11_the_wrong_environment_is_forbidden_where_the_host_wants_it_so()
    {
        await using var host = await ApiKeyHost.StartAsync(options: options => options.EnvironmentMismatch = ApiKeyFailureKind.Forbidden);
        var key = await host.IssueAsync(environment: "test");
        var response = await host.GetAsync("/me", key.Bearer);
        Assert.That((response.Status, response.ErrorCode), Is.EqualTo((403, "FORBIDDEN")));
    }

    [TestCase("X-Tenant-Id: B")]
    [TestCase("X-User-Id: root")]
    [TestCase("X-Admin-Token: 1")]
    [TestCase("X-Forwarded-User: root")]
    public async Task AC_123_a_header_changes_nothing_of_who_the_key_is(string line)
    {
        await using var host = await ApiKeyHost.StartAsync();
        var key = await host.IssueAsync(tenant: "A");
        var plain = await host.GetAsync("/me", key.Bearer);
        var decorated = await host.GetAsync("/me", key.Bearer, line);
        Expect.Accepted(decorated, key);
        Assert.That(decorated.Body, Is.EqualTo(plain.Body));
    }

    [TestCase("X-Forwarded-Host: test.example")]
    [TestCase("X-Original-Host: test.example")]
    public async Task AC_128_a_host_name_does_not_select_an_environment(string line)
    {
        await using var host = await ApiKeyHost.StartAsync();
        var test = await host.IssueAsync(environment: "test");
        Expect.Reject(host, await host.GetAsync("/me", test.Bearer, line), Expect.Invalid);
    }

    [Test]
    public async Task AC_129_ids_are_unique_across_tenants_and_environments()
    {
        await using var host = await ApiKeyHost.StartAsync();
        var keys = new List<TestKey>();
        for (var i = 0; i < 50; i++)
        {
            keys.Add(await host.IssueAsync(environment: i % 2 == 0 ? "live" : "test", tenant: i % 3 == 0 ? "A" : "B"));
        }

        Assert.That(keys.Select(key => key.Record.Id).Distinct().Count(), Is.EqualTo(50));
        Assert.That(keys.Select(key => key.Record.Secrets[0].LookupId).Distinct().Count(), Is.EqualTo(50));
    }

    [TestCase("A", 200)]
    [TestCase("B", 401)]
    public async Task A_request_that_speaks_to_a_tenant_gets_that_tenants_keys_alone(string tenant, int status)
    {
        await using var host = await ApiKeyHost.StartAsync(scheme: options => options.TenantSelector = context => context.Request.Query["tenant"]);
        var key = await host.IssueAsync(tenant: "A");
        Assert.That((await host.GetAsync($"/me?tenant={tenant}", key.Bearer)).Status, Is.EqualTo(status));
        Assert.That((await host.GetAsync("/me", key.Bearer)).Status, Is.EqualTo(200));
    }

    private static string?[] Claims(RawResponse response) =>
        [.. response.Json.GetProperty("claims").EnumerateArray().Select(claim => claim.GetString())];
}
