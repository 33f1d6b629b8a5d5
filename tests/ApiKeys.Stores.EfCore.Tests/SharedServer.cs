using ApiKeys.Stores.EfCore.Tests.Servers;
using Npgsql;

namespace ApiKeys.Stores.EfCore.Tests;

/// <summary>One server for all tests; each test has a database of its own.</summary>
[SetUpFixture]
internal sealed class SharedServer
{
    private static PostgreSqlServer? _server;

    public static PostgreSqlServer PostgreSql => _server ?? throw new InvalidOperationException("The server is started before the first test.");

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
}
