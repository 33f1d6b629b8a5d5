using System.Globalization;
using ApiKeys.Stores;

namespace ApiKeys.Management;

/// <summary>The difference between two states of a key, in words for the audit trail. Secrets are told by their hint alone.</summary>
internal static class AuditText
{
    public static AuditEntry Entry(string action, ApiKeyRecord? before, ApiKeyRecord? after, ApiKeyActor actor, DateTimeOffset now)
    {
        var key = (after ?? before)!;
        return new AuditEntry
        {
            Id = AuditIds.Next(now),
            At = now,
            Action = action,
            KeyId = key.Id,
            KeyName = key.Name,
            TenantId = key.TenantId,
            Actor = actor.Name,
            Address = actor.Address,
            Changes = Difference(before, after),
        };
    }

    private static List<AuditFieldChange> Difference(ApiKeyRecord? before, ApiKeyRecord? after)
    {
        var old = before is null ? [] : Members(before).ToDictionary(member => member.Field, member => member.Value);
        var now = after is null ? [] : Members(after).ToDictionary(member => member.Field, member => member.Value);
        return
        [
            .. old.Keys.Union(now.Keys)
                .Select(field => new AuditFieldChange(field, old.GetValueOrDefault(field), now.GetValueOrDefault(field)))
                .Where(change => change.Before != change.After),
        ];
    }

    private static IEnumerable<(string Field, string? Value)> Members(ApiKeyRecord record) =>
    [
        ("name", record.Name),
        ("environment", record.Environment),
        ("scopes", record.Scopes.ToString()),
        ("rate_limits", string.Join(", ", record.RateLimits.Select(limit => string.Create(CultureInfo.InvariantCulture, $"{limit.Permits}/{limit.Window:c}")))),
        ("allowed_ips", record.AllowedIps?.ToString()),
        ("customer_ids", record.CustomerIds is null ? null : string.Join(", ", record.CustomerIds)),
        ("metadata", record.Metadata.Count == 0 ? null : string.Join(", ", record.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"))),
        ("not_before_at", Text(record.NotBeforeAt)),
        ("expires_at", Text(record.ExpiresAt)),
        ("disabled_at", Text(record.DisabledAt)),
        ("revoked_at", Text(record.RevokedAt)),
        ("revoked_by", record.RevokedBy),
        ("revoked_reason", record.RevokedReason),
        ("secrets", string.Join(", ", record.Secrets.Select(secret => $"{secret.Hint}{(secret.ExpiresAt is null ? "" : $" until {Text(secret.ExpiresAt)}")}"))),
    ];

    private static string? Text(DateTimeOffset? instant) => instant?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
