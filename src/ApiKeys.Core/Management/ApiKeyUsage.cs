namespace ApiKeys.Management;

/// <summary>How often and when a key was used.</summary>
/// <param name="Count">How many requests were admitted, with secrets that are gone too.</param>
/// <param name="LastUsedAt">When the last of them was, in UTC; <see langword="null"/>: there was none.</param>
/// <param name="Secrets">The same for each secret that the key has, newest first.</param>
public sealed record ApiKeyUsage(long Count, DateTimeOffset? LastUsedAt, IReadOnlyList<ApiKeySecretUsage> Secrets);
