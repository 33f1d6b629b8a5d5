namespace ApiKeys.Stores;

/// <summary>How many imported secrets of one kind were not used since, so that they are stored as another system had stored them.</summary>
/// <param name="Format">The <see cref="SecretVersion.ImportedFormat"/>.</param>
/// <param name="TenantId">The tenant of their keys; <see langword="null"/>: none.</param>
/// <param name="Count">How many.</param>
/// <param name="LastUsedAt">When the last of them was used, in UTC, by what is counted under their lookup ids; <see langword="null"/>: never.</param>
public sealed record ImportedSecretCount(string Format, string? TenantId, long Count, DateTimeOffset? LastUsedAt);
