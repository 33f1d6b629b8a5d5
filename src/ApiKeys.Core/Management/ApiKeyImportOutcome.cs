namespace ApiKeys.Management;

/// <summary>What became of one row of an import.</summary>
public enum ApiKeyImportOutcome
{
    /// <summary>The key is there now; in a dry run, it would be.</summary>
    Imported = 0,

    /// <summary>It was imported before, and perhaps changed, revoked or deleted since. Nothing is done.</summary>
    Exists = 1,

    /// <summary>Nothing is done; the errors say why.</summary>
    Refused = 2,
}
