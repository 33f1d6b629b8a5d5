namespace ApiKeys.Stores.EfCore.Stores;

/// <summary>A batch with one entry a secret and one an hour, in one order on all nodes: who locks rows in one order waits for others and never in a circle.</summary>
internal sealed record UsageSums(IReadOnlyList<SecretUsage> Secrets, IReadOnlyList<(string KeyId, DateTimeOffset HourAt, long Count)> Hours)
{
    public static UsageSums Of(IReadOnlyList<SecretUsage> entries) => new(
        [.. entries.GroupBy(use => (use.KeyId, use.LookupId)).Select(Sum).OrderBy(use => use.KeyId, StringComparer.Ordinal).ThenBy(use => use.LookupId, StringComparer.Ordinal)],
        [.. entries.GroupBy(use => (use.KeyId, HourAt: UsagePoint.HourOf(use.LastUsedAt)), (hour, uses) => (hour.KeyId, hour.HourAt, uses.Sum(use => use.Count)))
            .OrderBy(hour => hour.KeyId, StringComparer.Ordinal).ThenBy(hour => hour.HourAt)]);

    private static SecretUsage Sum(IEnumerable<SecretUsage> uses)
    {
        var newest = uses.MaxBy(use => use.LastUsedAt)!;
        return newest with { Count = uses.Sum(use => use.Count) };
    }
}
