namespace ApiKeys.Management.Tests;

/// <summary>ATTACKS AC-158, AC-159 where two nodes serve the same tenants: on PostgreSQL, since nodes have no memory between them.</summary>
internal sealed class TwoNodesTests
{
    private const string Body = """{"name":"x","environment":"live"}""";

    [Test]
    public async Task AC_158_of_many_at_once_on_two_nodes_one_gets_the_last_place()
    {
        await using var one = await ManagementHost.StartAsync(StoreKind.PostgreSql, keys: keys => keys.ConfigurePolicy(policy => policy.MaxKeysPerTenant = 3));
        await using var two = await ManagementHost.StartAsync(StoreKind.PostgreSql, keys: keys => keys.ConfigurePolicy(policy => policy.MaxKeysPerTenant = 3), beside: one);
        await one.CreateAsync("admA");
        await two.CreateAsync("admA");
        await two.CreateAsync("admB");
        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? one : two).SendAsync("admA", "POST", "/api-keys", Body)));
        Assert.That(all.Count(response => response.Status == 201), Is.EqualTo(1));
        Assert.That(all.Where(response => response.Status != 201).Select(response => (response.Status, response.ErrorCode)), Is.All.EqualTo((409, "CONFLICT")));
        Assert.That((await one.CountAsync("admA"), await two.CountAsync("admA"), await two.CountAsync("admB")), Is.EqualTo((3, 3, 1)));
    }

    [Test]
    public async Task AC_159_of_many_repetitions_on_two_nodes_one_makes_a_key_and_shows_its_secret()
    {
        await using var one = await ManagementHost.StartAsync(StoreKind.PostgreSql);
        await using var two = await ManagementHost.StartAsync(StoreKind.PostgreSql, beside: one);
        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? one : two).SendAsync("admA", "POST", "/api-keys", Body, "Idempotency-Key: one")));
        Assert.That(all.Count(response => response.Status == 201), Is.EqualTo(1));
        Assert.That(all.Count(response => response.Status == 200 && response.Header("Idempotency-Replayed") == "true"), Is.EqualTo(19));
        Assert.That(all.Select(response => response.Json.GetProperty("id").GetString()).Distinct().Count(), Is.EqualTo(1));
        Assert.That(all.Count(response => response.Json.GetProperty("key").GetString() is not null), Is.EqualTo(1));
        Assert.That((await two.SendAsync("admA", "POST", "/api-keys", """{"name":"y","environment":"live"}""", "Idempotency-Key: one")).Status, Is.EqualTo(422));
        Assert.That((await one.CountAsync("admA"), await two.CountAsync("admA")), Is.EqualTo((1, 1)));
    }
}
