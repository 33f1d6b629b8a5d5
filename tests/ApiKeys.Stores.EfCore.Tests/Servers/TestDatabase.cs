using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ApiKeys.Stores.EfCore.Tests.Servers;

/// <summary>An empty database for one test.</summary>
internal sealed class TestDatabase : IDisposable
{
    // In memory where there is such a folder: SQLite waits for the disk at each commit.
    private static readonly string Folder = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
    private readonly string? _file;

    public TestDatabase(Engine engine)
    {
        Engine = engine;
        _file = engine == Engine.Sqlite ? Path.Combine(Folder, $"apikeys-{Path.GetRandomFileName()}.db") : null;
        ConnectionString = _file is null ? SharedServer.PostgreSql.CreateDatabase() : $"Data Source={_file}";
    }

    public Engine Engine { get; }

    public string ConnectionString { get; }

    public void Use(DbContextOptionsBuilder options)
    {
        if (Engine == Engine.PostgreSql)
        {
            options.UseNpgsql(ConnectionString);
        }
        else
        {
            options.UseSqlite(ConnectionString);
        }
    }

    /// <summary>Runs a statement behind the library's back.</summary>
    public void Execute(string sql)
    {
        using System.Data.Common.DbConnection connection = Engine == Engine.PostgreSql ? new NpgsqlConnection(ConnectionString) : new SqliteConnection(ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        if (_file is null)
        {
            using var connection = new NpgsqlConnection(ConnectionString);
            NpgsqlConnection.ClearPool(connection);
            return;
        }

        SqliteConnection.ClearAllPools();
        foreach (var file in new[] { _file, _file + "-wal", _file + "-shm" })
        {
            File.Delete(file);
        }
    }
}
