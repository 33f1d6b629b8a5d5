namespace ApiKeys.Management;

/// <summary>How often and when one secret of a key was used.</summary>
/// <param name="Secret">The secret.</param>
/// <param name="Count">How many requests were admitted with it.</param>
/// <param name="LastUsedAt">When the last of them was, in UTC; <see langword="null"/>: there was none.</param>
/// <param name="IsSafeToRetire">Whether a newer secret is in use, and this one was not used since that was made: whoever had it has changed over (CONTRACT P-5).</param>
public sealed record ApiKeySecretUsage(SecretVersion Secret, long Count, DateTimeOffset? LastUsedAt, bool IsSafeToRetire);
