using System.Security.Cryptography;

namespace ApiKeys.Stores.EfCore.Tests;

/// <summary>Records for tests that need no secret.</summary>
internal static class Keys
{
    public static DateTimeOffset Now { get; } = new(2026, 3, 17, 14, 30, 0, 123, TimeSpan.Zero);

    public static ApiKeyRecord Record(string name = "a key") => new()
    {
        Id = RandomNumberGenerator.GetHexString(32),
        TenantId = "tenant",
        Name = name,
        CreatedAt = Now,
        Secrets = [Secret(RandomNumberGenerator.GetHexString(24))],
    };

    public static SecretVersion Secret(string lookupId) => new() { LookupId = lookupId, Hash = "$sha256$" + new string('A', 43), CreatedAt = Now };
}
