namespace ApiKeys.Management.Tests;

/// <summary>The stores that management is proved on.</summary>
internal enum StoreKind
{
    Memory,
    PostgreSql,
}
