namespace ApiKeys.AspNetCore.Endpoints.Wire;

/// <summary>The host's words for what a key is (CONTRACT C2). A deleted key has none: it is not shown.</summary>
internal static class StatusText
{
    public static string Of(ApiKeyManagementOptions options, ApiKeyRecord key, DateTimeOffset now) => options.StatusWords[key.GetStatus(now)];

    /// <summary>The statuses that a word stands for; none where it stands for nothing.</summary>
    public static IReadOnlyList<ApiKeyStatus> Find(ApiKeyManagementOptions options, string word) =>
        [.. options.StatusWords.Where(entry => entry.Value == word).Select(entry => entry.Key)];

    public static string All(ApiKeyManagementOptions options) => string.Join(", ", options.StatusWords.OrderBy(entry => entry.Key).Select(entry => entry.Value).Distinct());
}
