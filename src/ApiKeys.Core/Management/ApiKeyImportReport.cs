namespace ApiKeys.Management;

/// <summary>What became of an import, row by row.</summary>
/// <param name="IsDryRun">Whether nothing was written, and only said what would be.</param>
/// <param name="Rows">One result a row, in the order of the request.</param>
public sealed record ApiKeyImportReport(bool IsDryRun, IReadOnlyList<ApiKeyImportRowResult> Rows);
