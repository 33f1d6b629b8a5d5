namespace ApiKeys.Core.Tests;

/// <summary>Records for tests that need no secret.</summary>
internal static class Records
{
    public static DateTimeOffset Start { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static ApiKeyRecord Of(string id, params string[] lookupIds) => new()
    {
        Id = id,
        Name = "CRM Nightly Sync",
        CreatedAt = Start,
        Secrets = [.. lookupIds.Select(lookupId => new SecretVersion { LookupId = lookupId, Hash = "$sha256$never-shown", CreatedAt = Start })],
    };
}
