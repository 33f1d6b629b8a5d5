using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace ApiKeys.Stores.EfCore.Tests.Servers;

/// <summary>A PostgreSQL server of the tests' own: in a folder of its own, reachable by a socket alone.</summary>
internal sealed class PostgreSqlServer : IDisposable
{
    private const int Port = 5432;
    private const string Memory = "/dev/shm";
    private const long EnoughMemory = 4L << 30;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly ConcurrentDictionary<string, Lazy<string>> _templates = new(StringComparer.Ordinal);
    private readonly string _bin = FindBinaries();
    private readonly string _folder = Path.Combine(Parent(), $"apikeys-pg-{Path.GetRandomFileName()}");
    private int _databases;

    public PostgreSqlServer()
    {
        Directory.CreateDirectory(_folder);
        if (Environment.IsPrivilegedProcess)
        {
            Run("chown", "postgres:postgres", _folder);
        }

        RunAsPostgres(Path.Combine(_bin, "initdb"), "-A", "trust", "-U", "apikeys", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8", "-D", Data);
    }

    private string Data => Path.Combine(_folder, "data");

    private int ProcessId => int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    /// <summary>How to reach a database of the server.</summary>
    public string ConnectionString(string database) =>
        $"Host={_folder};Port={Port};Username=apikeys;Database={database};Maximum Pool Size=40;Timeout=15;Options=-c synchronous_commit=off";

    /// <summary>Makes a new, empty database and tells how to reach it.</summary>
    public string CreateDatabase() => CopyOf("template1");

    /// <summary>Makes a database with tables and tells how to reach it. They are made once for each name and copied, which takes a tenth of the time.</summary>
    /// <param name="tables">What the tables are called.</param>
    /// <param name="create">Makes them in an empty database, and leaves no connection open.</param>
    public string CreateDatabase(string tables, Action<string> create)
    {
        var template = _templates.GetOrAdd(tables, _ => new Lazy<string>(() =>
        {
            var connectionString = CreateDatabase();
            create(connectionString + ";Pooling=false");
            return DatabaseOf(connectionString);
        }));
        return CopyOf(template.Value);
    }

    /// <summary>Removes a database that is no longer needed, whoever still uses it.</summary>
    public void DropDatabase(string connectionString)
    {
        using (var connection = new NpgsqlConnection(connectionString))
        {
            NpgsqlConnection.ClearPool(connection);
        }

        Execute($"DROP DATABASE {DatabaseOf(connectionString)} WITH (FORCE)");
    }

    /// <summary>Starts the server and waits until it answers.</summary>
    public void Start()
    {
        // A shell beside it ends it where the tests themselves were killed, and leaves nothing behind.
        RunAsPostgres("setsid", "--fork", "sh", "-c", $"""
            exec </dev/null >/dev/null 2>&1
            '{Path.Combine(_bin, "postgres")}' -D '{Data}' -k '{_folder}' -p {Port} -c listen_addresses='' -c max_connections=200 -c fsync=off -c full_page_writes=off >'{_folder}/log' 2>&1 &
            while [ -d /proc/{Environment.ProcessId} ] && kill -0 $!; do sleep 1; done
            kill -INT $!
            wait $!
            [ -d /proc/{Environment.ProcessId} ] || rm -rf '{_folder}'
            """);
        var watch = Stopwatch.StartNew();
        while (TryRun(Path.Combine(_bin, "pg_isready"), "-q", "-h", _folder, "-p", $"{Port}") != 0)
        {
            if (watch.Elapsed > Limit)
            {
                throw new InvalidOperationException($"PostgreSQL did not start: {File.ReadAllText(Path.Combine(_folder, "log"))}");
            }

            Thread.Sleep(50);
        }
    }

    /// <summary>Stops the server as an administrator does: transactions are undone, files are complete.</summary>
    public void Stop()
    {
        var id = ProcessId;
        Signal("-INT", [id]);
        WaitForEnd(id);
    }

    /// <summary>Kills the server and all its processes at once, as a power cut does.</summary>
    public void Kill()
    {
        var family = Family();
        Signal("-KILL", family);
        family.ForEach(WaitForEnd);
        File.Delete(Path.Combine(Data, "postmaster.pid"));
    }

    /// <summary>Stops the server and all its processes where they stand: connections are accepted and nobody answers.</summary>
    public void Pause() => Signal("-STOP", Family());

    /// <summary>Lets the server go on.</summary>
    public void Resume() => Signal("-CONT", Family());

    public void Dispose()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
        {
            Resume();
            Stop();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private string CopyOf(string template)
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        Execute($"CREATE DATABASE {name} TEMPLATE {template}");
        return ConnectionString(name);
    }

    private void Execute(string sql)
    {
        using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    // The server and its children. Each child leads a process group of its own.
    private List<int> Family()
    {
        var server = ProcessId;
        return
        [
            server,
            .. Directory.EnumerateDirectories("/proc")
                .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
                .Where(id => id > 0 && ParentOf(id) == server),
        ];
    }

    private static int ParentOf(int id) => Stat(id) is { } stat ? int.Parse(stat.Parent, CultureInfo.InvariantCulture) : 0;

    // /proc/id/stat: id (name) state parent … Read once an answer: the process may end between two looks.
    private static (string State, string Parent)? Stat(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ');
            return (fields[1], fields[2]);
        }
        catch (IOException)
        {
            // It has ended.
            return null;
        }
    }

    // A child may end before its turn comes.
    private static void Signal(string signal, IReadOnlyList<int> ids) => TryRun(["sh", "-c", $"kill {signal} {string.Join(' ', ids)} 2>/dev/null; true"]);

    private static void WaitForEnd(int id)
    {
        var watch = Stopwatch.StartNew();
        while (Stat(id) is { State: not "Z" })
        {
            Assert.That(watch.Elapsed, Is.LessThan(Limit), "PostgreSQL ends");
            Thread.Sleep(20);
        }
    }

    // In memory where there is enough: a database is some hundred files.
    private static string Parent() =>
        Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace > EnoughMemory ? Memory : Path.GetTempPath();

    private static string DatabaseOf(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString).Database!;

    private static string FindBinaries() =>
        Directory.EnumerateFiles("/usr/lib/postgresql", "postgres", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(Path.GetDirectoryName).LastOrDefault()
        ?? throw new InvalidOperationException("There is no /usr/lib/postgresql/*/bin/postgres. ./test.sh installs it: apt-get install postgresql.");

    // The server refuses to run as root.
    private static void RunAsPostgres(params string[] command) =>
        Run(Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", .. command] : command);

    private static void Run(params string[] command) => Assert.That(TryRun(command), Is.Zero, string.Join(' ', command));

    private static int TryRun(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = "/", RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
