using System.Globalization;
using ApiKeys.Stores;
using Npgsql;

namespace ApiKeys.Management.Tests;

/// <summary>ATTACKS AC-161 among many keys: what is found is right. How long it takes, the benchmarks tell.</summary>
[TestFixture(StoreKind.Memory)]
[TestFixture(StoreKind.PostgreSql)]
internal sealed class ManyKeysTests(StoreKind store)
{
    private const int Count = 100_000;
    private static readonly string[] Special = ["100%", "a_b", "back\\slash", "[a-z]"];

    [Test]
    public async Task AC_161_among_100_000_keys_a_search_is_taken_letter_by_letter()
    {
        // The server's own bound on addresses would answer in the library's place.
        await using var host = await ManagementHost.StartAsync(store, services: builder => builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestLineSize = 64 * 1024));
        await FillAsync(host);
        foreach (var name in Special)
        {
            await host.SendAsync("admA", "POST", "/api-keys", $$"""{"name":{{System.Text.Json.JsonSerializer.Serialize(name)}},"environment":"live"}""");
        }

        Assert.That(await host.CountAsync("admA"), Is.EqualTo(Count + Special.Length));
        await AssertFindsAsync("%", "100%");
        await AssertFindsAsync("_", "a_b");
        await AssertFindsAsync("\\", "back\\slash");
        await AssertFindsAsync("[a-z]", "[a-z]");
        await AssertFindsAsync("iNTEGRATION KEY NUMBER 99999", "Integration key number 99999");
        foreach (var nothing in new[] { "Integration%number", "integration_key", "number 9999_", "%%", "\\%", "[i]ntegration", "key.*", "' OR 1=1--" })
        {
            await AssertFindsAsync(nothing);
        }

        var all = (await host.SendAsync("admA", "GET", "/api-keys?search=integration")).Json;
        Assert.That(all.GetProperty("total").GetInt64(), Is.EqualTo(Count));
        Assert.That((await host.SendAsync("admB", "GET", "/api-keys?search=integration")).Json.GetProperty("total").GetInt64(), Is.Zero);
        foreach (var tenKilobytes in new[] { new string('a', 10_240), string.Concat(Enumerable.Repeat("%25", 10_240)), string.Concat(Enumerable.Repeat("[a-z]", 2_048)) })
        {
            var refused = await host.SendAsync("admA", "GET", $"/api-keys?search={tenKilobytes}");
            Assert.That((refused.Status, CreateTests.FieldsOf(refused)), Is.EqualTo((400, "search")));
        }

        async Task AssertFindsAsync(string search, params string[] names)
        {
            var page = (await host.SendAsync("admA", "GET", $"/api-keys?search={Uri.EscapeDataString(search)}")).Json;
            Assert.That(page.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("name").GetString()), Is.EqualTo(names), search);
            Assert.That(page.GetProperty("total").GetInt64(), Is.EqualTo(names.Length), search);
        }
    }

    private static async Task FillAsync(ManagementHost host)
    {
        if (host.Database is { } database)
        {
            await FillAsync(database);
            return;
        }

        for (var i = 0; i < Count; i++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"seed-{i}");
            var name = string.Create(CultureInfo.InvariantCulture, $"Integration key number {i}");
            var secret = new SecretVersion { LookupId = id, Hash = "$sha256$" + new string('A', 43), CreatedAt = host.Host.Clock.GetUtcNow() };
            await host.Host.Store.ApplyAsync(ApiKeyChange.Add(new ApiKeyRecord { Id = id, TenantId = "A", Name = name, CreatedAt = secret.CreatedAt, Secrets = [secret] }), CancellationToken.None);
        }
    }

    private static async Task FillAsync(string database)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(string.Create(CultureInfo.InvariantCulture, $$"""
            INSERT INTO api_keys (id, tenant_id, name, name_search, environment, mode, is_unrestricted, scopes, rate_limits, metadata, created_at, version)
            SELECT 'seed-' || i, 'A', 'Integration key number ' || i, 'INTEGRATION KEY NUMBER ' || i, 'live', 0, false, '', '[]', '{}', now(), 1 FROM generate_series(0, {{Count - 1}}) AS i;
            INSERT INTO api_key_secrets (lookup_id, key_id, position, hash, hint_prefix, hint_last, created_at)
            SELECT 'seed-' || i, 'seed-' || i, 0, '$sha256$' || repeat('A', 43), 'sk_live_', '', now() FROM generate_series(0, {{Count - 1}}) AS i;
            ANALYZE api_keys, api_key_secrets;
            """), connection);
        await command.ExecuteNonQueryAsync();
    }
}
