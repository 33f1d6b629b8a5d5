using ApiKeys.Stores;

namespace ApiKeys.Management;

/// <summary>A part of the request log.</summary>
/// <param name="Entries">The rows, newest first.</param>
/// <param name="NextCursor">Where the next part begins; <see langword="null"/> where there is none.</param>
public sealed record ApiKeyRequestPage(IReadOnlyList<ApiKeyRequestEntry> Entries, string? NextCursor);
