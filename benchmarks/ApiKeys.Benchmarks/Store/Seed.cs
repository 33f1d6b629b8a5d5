using System.Globalization;

namespace ApiKeys.Benchmarks.Store;

/// <summary>Keys as PostgreSQL makes them, much faster than anybody issues them: one a second, of 100 tenants in turn.</summary>
internal static class Seed
{
    public const int Tenants = 100;

    private static readonly DateTimeOffset Start = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>An instant after all keys were made.</summary>
    public static DateTimeOffset Newest => Start.AddYears(5);

    public static DateTimeOffset CreatedAt(int i) => Start.AddSeconds(i);

    public static string Tenant(int i) => string.Create(CultureInfo.InvariantCulture, $"tenant-{i % Tenants}");

    public static string LookupId(int i) => string.Create(CultureInfo.InvariantCulture, $"{(uint)(i * 2_654_435_761L):x8}{i:x8}");

    /// <summary>Adds the keys with the numbers from <paramref name="from"/> to below <paramref name="until"/>.</summary>
    public static void Grow(string connectionString, int from, int until)
    {
        BenchmarkServer.Execute(connectionString, $$"""
            CREATE TEMPORARY TABLE seed AS SELECT i, lpad(to_hex((i::bigint * 2654435761) & 4294967295), 8, '0') || lpad(to_hex(i), 8, '0') AS lookup_id,
                TIMESTAMPTZ '2020-01-01 00:00:00+00' + i * INTERVAL '1 second' AS created_at,
                'Integration key number ' || i || CASE WHEN i % 20000 = 9 THEN ' needle' ELSE '' END AS name
            FROM generate_series({{from}}, {{until - 1}}) AS i;
            INSERT INTO api_keys (id, tenant_id, name, name_search, environment, mode, is_unrestricted, scopes, rate_limits, metadata, created_at, version)
            SELECT 'id-' || lookup_id, 'tenant-' || i % {{Tenants}}, name, upper(name), 'live', 0, false, E'\nleads:read\nleads:write\n', '[]', '{}', created_at, 1 FROM seed;
            INSERT INTO api_key_secrets (lookup_id, key_id, position, hash, hint_prefix, hint_last, created_at)
            SELECT lookup_id, 'id-' || lookup_id, 0, '$sha256$' || repeat('A', 43), 'sk_live_', 'abcd', created_at FROM seed;
            """);
        BenchmarkServer.Execute(connectionString, "VACUUM ANALYZE api_keys");
        BenchmarkServer.Execute(connectionString, "VACUUM ANALYZE api_key_secrets");
        BenchmarkServer.Execute(connectionString, "CHECKPOINT");
    }
}
