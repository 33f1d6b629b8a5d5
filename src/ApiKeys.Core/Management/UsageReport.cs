using ApiKeys.Format;
using ApiKeys.Stores;

namespace ApiKeys.Management;

/// <summary>What was counted, secret by secret, and which old secret nobody needs any more.</summary>
internal static class UsageReport
{
    public static ApiKeyUsage Of(ApiKeyRecord key, IReadOnlyList<SecretUsage> entries)
    {
        var oldest = key.Secrets.MinBy(secret => secret.CreatedAt)!;
        var used = entries.ToLookup(entry => IsFirstUseOf(oldest, entry) ? oldest.LookupId : entry.LookupId, StringComparer.Ordinal);
        var newest = key.Secrets.MaxBy(secret => secret.CreatedAt)!;
        var secrets = key.Secrets.OrderByDescending(secret => secret.CreatedAt).Select(secret => UsageOf(secret, newest, used)).ToList();
        return new ApiKeyUsage(entries.Sum(entry => entry.Count), entries.Count == 0 ? null : entries.Max(entry => entry.LastUsedAt), secrets);
    }

    // What was counted under the lookup id that an imported secret had before it got its ordinary one.
    private static bool IsFirstUseOf(SecretVersion oldest, SecretUsage entry) => ImportedLookup.IsOne(entry.LookupId) && entry.LastUsedAt >= oldest.CreatedAt;

    private static ApiKeySecretUsage UsageOf(SecretVersion secret, SecretVersion newest, ILookup<string, SecretUsage> used)
    {
        var count = used[secret.LookupId].Sum(entry => entry.Count);
        var last = used[secret.LookupId].Max(entry => (DateTimeOffset?)entry.LastUsedAt);
        var hasChangedOver = used.Contains(newest.LookupId) && (last is null || last < newest.CreatedAt);
        return new ApiKeySecretUsage(secret, count, last, secret != newest && hasChangedOver);
    }
}
