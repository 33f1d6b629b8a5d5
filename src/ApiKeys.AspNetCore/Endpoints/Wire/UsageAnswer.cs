using System.Text.Json;
using ApiKeys.Management;
using ApiKeys.Stores;

namespace ApiKeys.AspNetCore.Endpoints.Wire;

/// <summary>How often and when a key was used, as JSON.</summary>
internal static class UsageAnswer
{
    public static void Write(Utf8JsonWriter json, ApiKeyUsage usage, string interval, DateTimeOffset from, DateTimeOffset until, IReadOnlyList<UsagePoint> points)
    {
        json.WriteStartObject();
        json.WriteNumber("usage_count"u8, usage.Count);
        json.WriteString("last_used_at"u8, InstantText.Write(usage.LastUsedAt));
        json.WriteStartArray("secrets"u8);
        foreach (var secret in usage.Secrets)
        {
            Write(json, secret);
        }

        json.WriteEndArray();
        json.WriteString("interval"u8, interval);
        json.WriteString("from"u8, InstantText.Write(from));
        json.WriteString("until"u8, InstantText.Write(until));
        json.WriteStartArray("series"u8);
        foreach (var point in points)
        {
            json.WriteStartObject();
            json.WriteString("at"u8, InstantText.Write(point.HourAt));
            json.WriteNumber("usage_count"u8, point.Count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ApiKeySecretUsage secret)
    {
        json.WriteStartObject();
        json.WriteString("key_hint"u8, secret.Secret.Hint.ToString());
        json.WriteString("created_at"u8, InstantText.Write(secret.Secret.CreatedAt));
        json.WriteString("expires_at"u8, InstantText.Write(secret.Secret.ExpiresAt));
        json.WriteNumber("usage_count"u8, secret.Count);
        json.WriteString("last_used_at"u8, InstantText.Write(secret.LastUsedAt));
        json.WriteBoolean("safe_to_retire"u8, secret.IsSafeToRetire);
        json.WriteEndObject();
    }
}
