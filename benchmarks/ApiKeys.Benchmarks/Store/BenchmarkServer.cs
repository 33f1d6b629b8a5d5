using System.Diagnostics;
using Npgsql;

namespace ApiKeys.Benchmarks.Store;

/// <summary>A PostgreSQL server for one run, with the settings that it has by default.</summary>
internal sealed class BenchmarkServer : IDisposable
{
    private readonly string _bin = Directory.EnumerateFiles("/usr/lib/postgresql", "postgres", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(Path.GetDirectoryName).Last()!;
    private readonly string _folder = Directory.CreateTempSubdirectory("apikeys-bench-").FullName;
    private int _databases;

    public BenchmarkServer()
    {
        if (Environment.IsPrivilegedProcess)
        {
            Run("chown", "postgres:postgres", _folder);
        }

        RunAsPostgres($"{_bin}/initdb", "-A", "trust", "-U", "apikeys", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8", "-D", $"{_folder}/data");

        // The shell ends the server where the benchmark itself was killed.
        RunAsPostgres("setsid", "--fork", "sh", "-c", $"""
            exec </dev/null >/dev/null 2>&1
            '{_bin}/postgres' -D '{_folder}/data' -k '{_folder}' -c listen_addresses='' &
            while [ -d /proc/{Environment.ProcessId} ] && kill -0 $!; do sleep 1; done
            kill -INT $!
            """);
        RunAsPostgres("sh", "-c", $"for i in $(seq 600); do '{_bin}/pg_isready' -q -h '{_folder}' && exit 0; sleep 0.1; done; exit 1");
    }

    /// <summary>Makes a new, empty database and tells how to reach it.</summary>
    public string CreateDatabase()
    {
        var name = $"bench_{++_databases}";
        Execute(ConnectionString("postgres"), $"CREATE DATABASE {name}");
        return ConnectionString(name);
    }

    public static void Execute(string connectionString, string sql)
    {
        using var connection = new NpgsqlConnection(connectionString + ";Pooling=false;Command Timeout=600");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        NpgsqlConnection.ClearAllPools();
        RunAsPostgres($"{_bin}/pg_ctl", "-D", $"{_folder}/data", "-m", "fast", "-w", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    private string ConnectionString(string database) => $"Host={_folder};Username=apikeys;Database={database};Maximum Pool Size=40;Options=-c synchronous_commit=off";

    // The server refuses to run as root.
    private static void RunAsPostgres(params string[] command) =>
        Run(Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", .. command] : command);

    private static void Run(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = "/", RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}.");
        }
    }
}
