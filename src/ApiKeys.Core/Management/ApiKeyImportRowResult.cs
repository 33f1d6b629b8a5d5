namespace ApiKeys.Management;

/// <summary>What became of one row of an import.</summary>
/// <param name="Row">The row's place in the request, from 0.</param>
/// <param name="Id">The key's own id; <see langword="null"/> where the row was refused.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Errors">Everything that is wrong with the row; empty unless it was refused.</param>
/// <param name="Warnings">What its people should know, in words.</param>
public sealed record ApiKeyImportRowResult(int Row, string? Id, ApiKeyImportOutcome Outcome, IReadOnlyList<ApiKeyError> Errors, IReadOnlyList<string> Warnings);
