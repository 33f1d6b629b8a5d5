namespace ApiKeys.Stores.EfCore.Mapping;

/// <summary>What the host may choose about the tables.</summary>
public sealed class ApiKeysModelOptions
{
    /// <summary>The schema of the tables; <see langword="null"/>: that of the model.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public string? Schema { get; set; }

    /// <summary>The name of the database provider, <c>Database.ProviderName</c>, by which a collation is chosen that compares character by character.</summary>
    /// <value>Default: <see langword="null"/>. PostgreSQL's provider is recognised without it; with others name the provider or the <see cref="Collation"/>.</value>
    public string? ProviderName { get; set; }

    /// <summary>A collation that compares character by character, for every text column.</summary>
    /// <value>Default: <c>C</c> on PostgreSQL, <c>BINARY</c> on SQLite, <c>Latin1_General_100_BIN2</c> on SQL Server; on others that of the database.</value>
    public string? Collation { get; set; }
}
