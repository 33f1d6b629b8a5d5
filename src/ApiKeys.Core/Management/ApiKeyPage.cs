namespace ApiKeys.Management;

/// <summary>A part of the list of keys.</summary>
/// <param name="Keys">The keys, newest first.</param>
/// <param name="NextCursor">Where the next part begins; <see langword="null"/> where there is none.</param>
public sealed record ApiKeyPage(IReadOnlyList<ApiKeyRecord> Keys, string? NextCursor);
