using ApiKeys.AspNetCore.Tests.Host;
using ApiKeys.Management;
using ApiKeys.Stores;

namespace ApiKeys.AspNetCore.Tests;

/// <summary>AC-088: what is remembered of one key, scheme or host is never taken for another's.</summary>
internal sealed class SeparationTests
{
    // Two of each row read the same once id and tenant, or tenant and id, are joined by its character.
    private static readonly (string Id, string Tenant)[] Names =
    [
        ("a|b", "c"), ("a", "b|c"), ("b|c", "a"), ("c", "a|b"),
        ("d:b", "c"), ("d", "b:c"), ("b:c", "d"), ("c:d", "b"),
        ("e/b", "c"), ("e", "b/c"), ("b/c", "e"), ("../e", "b/c"),
    ];

    [Test]
    public async Task AC_088_two_schemes_of_one_host_answer_each_for_its_own_credential_and_share_one_limit()
    {
        await using var host = await ApiKeyHost.StartAsync(
            services: builder => builder.Services.AddAuthentication().AddApiKey("Header", options => options.Transports = ApiKeyTransports.Header),
            pipeline: app =>
            {
                app.MapGet("/bearer", (HttpContext context) => context.GetApiKey()!.Id).RequireAuthorization(policy => policy.AddAuthenticationSchemes("ApiKey").RequireAuthenticatedUser());
                app.MapGet("/header", (HttpContext context) => context.GetApiKey()!.Id).RequireAuthorization(policy => policy.AddAuthenticationSchemes("Header").RequireAuthenticatedUser());
            });
        var (one, other) = (await host.IssueAsync(), await host.IssueAsync());
        string[] both = [one.Bearer, $"X-API-Key: {other.Text}"];
        Assert.That((await host.GetAsync("/bearer", both)).Body, Is.EqualTo(one.Record.Id));
        Assert.That((await host.GetAsync("/header", both)).Body, Is.EqualTo(other.Record.Id));
        Assert.That((await host.GetAsync("/header", one.Bearer)).Status, Is.EqualTo(401));
        Assert.That((await host.GetAsync("/bearer", $"X-API-Key: {one.Text}")).Status, Is.EqualTo(401));
        await host.ChangeAsync(one, record => record with { RateLimits = [RateLimit.PerHour(3)] });
        Assert.That((await host.GetAsync("/bearer", one.Bearer)).Status, Is.EqualTo(200));
        Assert.That((await host.GetAsync("/header", $"X-API-Key: {one.Text}")).Status, Is.EqualTo(200));
        Assert.That((await host.GetAsync("/header", $"X-API-Key: {one.Text}")).Status, Is.EqualTo(429), "one key, one limit");
        Assert.That((await host.GetAsync("/bearer", one.Bearer)).Status, Is.EqualTo(429));
        Assert.That((await host.GetAsync("/header", $"X-API-Key: {other.Text}")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task AC_088_one_key_in_two_hosts_of_a_process_is_two_keys()
    {
        await using var first = await ApiKeyHost.StartAsync();
        await using var second = await ApiKeyHost.StartAsync();
        var here = await first.IssueAsync();
        Assert.That((await second.GetAsync("/me", here.Bearer)).Status, Is.EqualTo(401));
        var there = here with { Record = here.Record with { Id = "there", TenantId = "B", RateLimits = [RateLimit.PerHour(1)] } };
        await AddAsync(second, there.Record);
        Expect.Accepted(await first.GetAsync("/me", here.Bearer), here);
        Expect.Accepted(await second.GetAsync("/me", here.Bearer), there);
        Assert.That((await second.GetAsync("/me", here.Bearer)).Status, Is.EqualTo(429));
        Expect.Accepted(await first.GetAsync("/me", here.Bearer), here);
        await second.Services.GetRequiredService<ApiKeyManager>().RevokeAsync("there", null, ApiKeyActor.Host, default);
        Assert.That((await second.GetAsync("/me", here.Bearer)).Status, Is.EqualTo(401));
        Expect.Accepted(await first.GetAsync("/me", here.Bearer), here);
        Assert.That((await UsageAsync(first, here.Record.Id), await UsageAsync(second, "there")), Is.EqualTo((3, 1)));
    }

    [Test]
    public async Task AC_088_names_with_separators_do_not_collide()
    {
        await using var host = await ApiKeyHost.StartAsync();
        var keys = new List<TestKey>();
        foreach (var (id, tenant) in Names)
        {
            keys.Add(await IssueAsync(host, id, tenant));
        }

        for (var use = 0; use < 2; use++)
        {
            foreach (var key in keys)
            {
                Expect.Accepted(await host.GetAsync("/me", key.Bearer), key);
            }
        }

        foreach (var key in keys)
        {
            Assert.That((await host.GetAsync("/me", key.Bearer)).Status, Is.EqualTo(429), key.Record.Id);
            Assert.That(await UsageAsync(host, key.Record.Id), Is.EqualTo(2), key.Record.Id);
            Assert.That((await VisibleAsync(host, key.Record.TenantId!)).Select(record => record.Id), Is.EquivalentTo(keys.Where(other => other.Record.TenantId == key.Record.TenantId).Select(other => other.Record.Id)));
        }
    }

    private static async Task<TestKey> IssueAsync(ApiKeyHost host, string id, string tenant)
    {
        var issued = await host.IssueAsync();
        var store = host.Services.GetRequiredService<IApiKeyStore>();
        Assert.That(await store.ApplyAsync(ApiKeyChange.Delete(issued.Record), default), Is.EqualTo(ApiKeyChangeOutcome.Applied));
        var record = issued.Record with { Id = id, TenantId = tenant, RateLimits = [RateLimit.PerHour(2)] };
        await AddAsync(host, record);
        return issued with { Record = record };
    }

    private static async Task AddAsync(ApiKeyHost host, ApiKeyRecord record) =>
        Assert.That(await host.Services.GetRequiredService<IApiKeyStore>().ApplyAsync(ApiKeyChange.Add(record), default), Is.EqualTo(ApiKeyChangeOutcome.Applied));

    private static async Task<IReadOnlyList<ApiKeyRecord>> VisibleAsync(ApiKeyHost host, string tenant) =>
        await host.Services.GetRequiredService<IApiKeyStore>().ListAsync(new ApiKeyQuery { TenantId = tenant, Now = host.Clock.GetUtcNow() }, default);

    private static async Task<long> UsageAsync(ApiKeyHost host, string id)
    {
        await host.Services.GetRequiredService<Usage.UsageWriter>().FlushAsync(default);
        return (await host.Services.GetRequiredService<IApiKeyUsageStore>().GetAsync(id, default)).Sum(usage => usage.Count);
    }
}
