using System.Collections.Concurrent;
using ApiKeys.Stores.EfCore;
using ApiKeys.Stores.EfCore.Tests.Servers;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ApiKeys.Management.Tests;

/// <summary>One PostgreSQL for all tests. A host has a database to itself; the next one gets it emptied, which takes a tenth of making another.</summary>
[SetUpFixture]
internal sealed class SharedServer
{
    // All tables but those that hold something from the beginning.
    private const string Empty = """
        DO $$ BEGIN
            EXECUTE (SELECT 'TRUNCATE ' || string_agg(quote_ident(tablename), ', ') FROM pg_tables
                WHERE schemaname = 'public' AND tablename NOT IN ('__EFMigrationsHistory', 'api_key_schema', 'api_key_feed_counter'));
            UPDATE api_key_feed_counter SET position = 0, pruned_position = 0;
        END $$
        """;

    private static readonly ConcurrentBag<string> Free = [];
    private static PostgreSqlServer? _server;

    [OneTimeSetUp]
    public void Start()
    {
        _server = new PostgreSqlServer();
        _server.Start();
    }

    [OneTimeTearDown]
    public void Stop()
    {
        NpgsqlConnection.ClearAllPools();
        _server?.Dispose();
    }

    /// <summary>A database with the library's own tables, and nothing in them.</summary>
    public static async Task<string> TakeDatabaseAsync()
    {
        if (Free.TryTake(out var free))
        {
            return free;
        }

        var database = (_server ?? throw new InvalidOperationException("The server is started before the first test.")).CreateDatabase();
        await using var context = new ApiKeysDbContext(new DbContextOptionsBuilder<ApiKeysDbContext>().UseNpgsql(database).Options);
        await context.Database.MigrateAsync();
        return database;
    }

    /// <summary>Takes a database back whose host has ended.</summary>
    public static async Task ReturnDatabaseAsync(string database)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(Empty, connection);
        await command.ExecuteNonQueryAsync();
        Free.Add(database);
    }
}
