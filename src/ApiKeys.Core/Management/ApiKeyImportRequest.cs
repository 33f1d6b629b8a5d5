namespace ApiKeys.Management;

/// <summary>Keys that another system has issued.</summary>
public sealed record ApiKeyImportRequest
{
    /// <summary>The keys: up to <see cref="ApiKeyImporter.MaxRows"/>.</summary>
    public required IReadOnlyList<ApiKeyImportRow> Rows { get; init; }

    /// <summary>Whether nothing is written, and only said what would be.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool IsDryRun { get; init; }
}
