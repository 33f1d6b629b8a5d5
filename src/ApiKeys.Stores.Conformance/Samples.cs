using System.Globalization;
using System.Security.Cryptography;

namespace ApiKeys.Stores.Conformance;

/// <summary>Records for the fixtures: small ones, and one with every member filled in.</summary>
internal static class Samples
{
    public static DateTimeOffset Now { get; } = new(2026, 3, 17, 14, 30, 0, 123, TimeSpan.Zero);

    public static ApiKeyRecord Record(string name = "a key", string? tenant = "tenant", int ageMinutes = 0) => new()
    {
        Id = RandomNumberGenerator.GetHexString(32),
        TenantId = tenant,
        Name = name,
        CreatedAt = Now.AddMinutes(-ageMinutes),
        Secrets = [Secret()],
    };

    public static SecretVersion Secret(string? lookupId = null) => new()
    {
        LookupId = lookupId ?? RandomNumberGenerator.GetHexString(24),
        Hash = "$sha256$" + new string('A', 43),
        Hint = new DisplayHint("sk_live_", "c9d0"),
        CreatedAt = Now,
    };

    public static ApiKeyRecord Full() => Record() with
    {
        Environment = "live",
        Mode = ApiKeyMode.Signed,
        Scopes = ScopeSet.Of("leads:read", "leads:write"),
        RateLimits = [RateLimit.PerHour(5), new RateLimit(100_000, TimeSpan.FromDays(1), RateLimitAlgorithm.Sliding)],
        AllowedIps = IpAllowList.Of("10.0.0.0/8", "2001:db8::1"),
        CustomerIds = ["c1", "C1", "c 2"],
        Metadata = new Dictionary<string, string> { ["plan"] = "gold", ["empty"] = "" },
        CreatedBy = "Ação",
        NotBeforeAt = Now.AddDays(1),
        ExpiresAt = Now.AddDays(90),
        DisabledAt = Now.AddDays(2),
        RevokedAt = Now.AddDays(3),
        RevokedBy = "admin",
        RevokedReason = "<b>leaked</b>\u202Etxt",
        DeletedAt = Now.AddDays(4),
        Secrets = [Secret(), Secret("hint:sk_live_:c9d0:7") with { NotBeforeAt = Now, ExpiresAt = Now.AddHours(1), ImportedFormat = "aspnet_identity_v3" }],
        Version = 1,
    };

    /// <summary>Everything that a store has to give back, as text that shows where two records differ.</summary>
    public static string Describe(ApiKeyRecord record) => string.Join(
        '\n',
        record.Id, record.TenantId ?? "(null)", record.Name, record.Environment ?? "(null)", record.Mode, record.Scopes.IsUnrestricted, record.Scopes,
        string.Join(',', record.RateLimits.Select(limit => string.Create(CultureInfo.InvariantCulture, $"{limit.Permits}/{limit.Window:c}/{limit.Algorithm}"))),
        record.AllowedIps?.ToString() ?? "(null)",
        record.CustomerIds is null ? "(null)" : string.Join(',', record.CustomerIds),
        string.Join(',', record.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")),
        Text(record.CreatedAt), record.CreatedBy ?? "(null)", Text(record.NotBeforeAt), Text(record.ExpiresAt), Text(record.DisabledAt),
        Text(record.RevokedAt), record.RevokedBy ?? "(null)", record.RevokedReason ?? "(null)", Text(record.DeletedAt), record.Version,
        string.Join(',', record.Secrets.Select(secret => $"{secret.LookupId}|{secret.Hash}|{secret.Hint}|{Text(secret.CreatedAt)}|{Text(secret.NotBeforeAt)}|{Text(secret.ExpiresAt)}|{secret.ImportedFormat ?? "(null)"}")));

    private static string Text(DateTimeOffset? instant) =>
        instant is null ? "(null)" : instant.Value.Offset == TimeSpan.Zero ? instant.Value.ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture) : "(not in UTC)";
}
