namespace ApiKeys.Benchmarks.Scale;

/// <summary>A million keys in the store in memory, whose makers keep no audit trail.</summary>
internal static class ManyKeys
{
    public const int Count = 1_000_000;

    public static Task<KeyShelf> FillAsync(int count) => KeyShelf.FillAsync(count, keys => keys.ConfigureLogs(logs => logs.ManagementActivity = false));
}
