using System.Text.Json;
using ApiKeys.Management;

namespace ApiKeys.AspNetCore.Endpoints.Wire;

/// <summary>A key as callers see it. Never a secret, a hash or the id that a secret is found by.</summary>
internal static class KeyWriter
{
    /// <summary>The key as an object of its own.</summary>
    public static void Write(Utf8JsonWriter json, ApiKeyRecord key, string status, ApiKeyUsage? usage)
    {
        json.WriteStartObject();
        WriteMembers(json, key, status);
        if (usage is not null)
        {
            json.WriteNumber("usage_count"u8, usage.Count);
            json.WriteString("last_used_at"u8, InstantText.Write(usage.LastUsedAt));
        }

        json.WriteEndObject();
    }

    public static void WriteMembers(Utf8JsonWriter json, ApiKeyRecord key, string status)
    {
        json.WriteString("id"u8, key.Id);
        json.WriteString("tenant_id"u8, key.TenantId);
        json.WriteString("name"u8, key.Name);
        json.WriteString("environment"u8, key.Environment);
        json.WriteString("mode"u8, key.Mode == ApiKeyMode.Signed ? KeyFields.Signed : KeyFields.Bearer);
        json.WriteString("status"u8, status);
        json.WriteString("key_hint"u8, key.Secrets.MaxBy(secret => secret.CreatedAt)!.Hint.ToString());
        WriteTexts(json, "scopes", key.Scopes);
        json.WriteBoolean("unrestricted"u8, key.Scopes.IsUnrestricted);
        WriteLimits(json, key.RateLimits);
        WriteTexts(json, "allowed_ips", key.AllowedIps?.Entries);
        WriteTexts(json, "customer_ids", key.CustomerIds);
        json.WriteStartObject("metadata"u8);
        foreach (var (name, value) in key.Metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteString("created_at"u8, InstantText.Write(key.CreatedAt));
        json.WriteString("created_by"u8, key.CreatedBy);
        json.WriteString("not_before"u8, InstantText.Write(key.NotBeforeAt));
        json.WriteString("expires_at"u8, InstantText.Write(key.ExpiresAt));
        json.WriteString("disabled_at"u8, InstantText.Write(key.DisabledAt));
        json.WriteString("revoked_at"u8, InstantText.Write(key.RevokedAt));
        json.WriteString("revoked_by"u8, key.RevokedBy);
        json.WriteString("revoked_reason"u8, key.RevokedReason);
        json.WriteNumber("version"u8, key.Version);
    }

    public static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string>? texts)
    {
        if (texts is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static void WriteLimits(Utf8JsonWriter json, IReadOnlyList<RateLimit> limits)
    {
        // The short form, where it says everything.
        if (limits is [{ Algorithm: RateLimitAlgorithm.FixedFromFirst } only] && only.Window == TimeSpan.FromHours(1))
        {
            json.WriteNumber("rate_limit_per_hour"u8, only.Permits);
        }
        else
        {
            json.WriteNull("rate_limit_per_hour"u8);
        }

        json.WriteStartArray("rate_limits"u8);
        foreach (var limit in limits)
        {
            json.WriteStartObject();
            json.WriteNumber("permits"u8, limit.Permits);
            json.WriteNumber("window_seconds"u8, (long)limit.Window.TotalSeconds);
            json.WriteString("algorithm"u8, limit.Algorithm == RateLimitAlgorithm.Sliding ? LimitFields.Sliding : LimitFields.FixedFromFirst);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
