namespace ApiKeys.Stores.EfCore.Mapping;

/// <summary>The schema that this version of the library needs. It travels in a row of its own, with the host's migrations as with ours.</summary>
internal static class SchemaVersion
{
    public const int Number = 3;
    public const string Name = "20261205000000_RequestLog";
}
