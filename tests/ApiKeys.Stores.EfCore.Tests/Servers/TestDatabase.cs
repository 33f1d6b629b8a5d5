using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ApiKeys.Stores.EfCore.Tests.Servers;

/// <summary>A database for one test.</summary>
internal sealed class TestDatabase : IDisposable
{
    // In memory where there is such a folder: SQLite waits for the disk at each commit.
    private static readonly string Folder = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
    private readonly string? _file;

    /// <summary>An empty one.</summary>
    public TestDatabase(Engine engine)
        : this(engine, () => SharedServer.PostgreSql.CreateDatabase())
    {
    }

    private TestDatabase(Engine engine, Func<string> create)
    {
        Engine = engine;
        _file = engine == Engine.Sqlite ? Path.Combine(Folder, $"apikeys-{Path.GetRandomFileName()}.db") : null;
        ConnectionString = _file is null ? create() : $"Data Source={_file}";
    }

    public Engine Engine { get; }

    public string ConnectionString { get; }

    /// <summary>One with the tables of a context.</summary>
    public static TestDatabase With<TContext>(Engine engine)
        where TContext : DbContext
    {
        var database = new TestDatabase(engine, () => SharedServer.PostgreSql.CreateDatabase(
            typeof(TContext).FullName!,
            connectionString => CreateTables<TContext>(options => options.UseNpgsql(connectionString))));
        if (engine == Engine.Sqlite)
        {
            CreateTables<TContext>(database.Use);
        }

        return database;
    }

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
            SharedServer.PostgreSql.DropDatabase(ConnectionString);
            return;
        }

        SqliteConnection.ClearAllPools();
        foreach (var file in new[] { _file, _file + "-wal", _file + "-shm" })
        {
            File.Delete(file);
        }
    }

    private static void CreateTables<TContext>(Action<DbContextOptionsBuilder> use)
        where TContext : DbContext
    {
        var options = new DbContextOptionsBuilder<TContext>();
        use(options);
        using var context = (TContext)Activator.CreateInstance(typeof(TContext), options.Options)!;
        context.Database.EnsureCreated();
    }
}
