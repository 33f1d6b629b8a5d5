namespace ApiKeys.Stores.EfCore.Entities;

/// <summary>The one row that says which schema the tables have.</summary>
public class ApiKeySchemaEntity
{
    /// <summary>Always 1.</summary>
    public int Id { get; set; }

    /// <summary>The number of the schema.</summary>
    public int Version { get; set; }

    /// <summary>The name of the migration that made it.</summary>
    public string Name { get; set; } = "";
}
