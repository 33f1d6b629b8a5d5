namespace ApiKeys.Stores.EfCore.Tests.Servers;

/// <summary>The databases that tests run on.</summary>
internal enum Engine
{
    PostgreSql,
    Sqlite,
}
