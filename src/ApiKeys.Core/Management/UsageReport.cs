using ApiKeys.Stores;

namespace ApiKeys.Management;

/// <summary>What was counted, secret by secret, and which old secret nobody needs any more.</summary>
internal static class UsageReport
{
    public static ApiKeyUsage Of(ApiKeyRecord key, IReadOnlyList<SecretUsage> entries)
    {
        var used = entries.ToDictionary(entry => entry.LookupId, StringComparer.Ordinal);
        var newest = key.Secrets.MaxBy(secret => secret.CreatedAt)!;
        var secrets = key.Secrets.OrderByDescending(secret => secret.CreatedAt).Select(secret => UsageOf(secret, newest, used)).ToList();
        return new ApiKeyUsage(entries.Sum(entry => entry.Count), entries.Count == 0 ? null : entries.Max(entry => entry.LastUsedAt), secrets);
    }

    private static ApiKeySecretUsage UsageOf(SecretVersion secret, SecretVersion newest, Dictionary<string, SecretUsage> used)
    {
        var own = used.GetValueOrDefault(secret.LookupId);
        var hasChangedOver = used.ContainsKey(newest.LookupId) && (own is null || own.LastUsedAt < newest.CreatedAt);
        return new ApiKeySecretUsage(secret, own?.Count ?? 0, own?.LastUsedAt, secret != newest && hasChangedOver);
    }
}
