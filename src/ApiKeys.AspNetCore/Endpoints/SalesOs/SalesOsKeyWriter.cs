using System.Text.Json;
using ApiKeys.AspNetCore.Endpoints.Wire;
using ApiKeys.Management;

namespace ApiKeys.AspNetCore.Endpoints.SalesOs;

/// <summary>A key in SalesOS's words and order: exactly the members that its pages show (CONTRACT S-6, S-8, S-9).</summary>
internal static class SalesOsKeyWriter
{
    private const string Warning = "Save this API key now. It cannot be retrieved again.";
    private static readonly TimeSpan AnHour = TimeSpan.FromHours(1);

    public static void WriteIssued(Utf8JsonWriter json, ApiKeyRecord key, string? tenantName, ApiKeySecret? secret, ApiKeySecret? signingSecret)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, key.Id);
        WriteHint(json, key);
        KeyWriter.WriteTexts(json, "scopes", key.Scopes);
        WriteLimit(json, key);
        json.WriteString("expires_at"u8, InstantText.Write(key.ExpiresAt));
        json.WriteString("created_at"u8, InstantText.Write(key.CreatedAt));
        json.WriteString("tenant_id"u8, key.TenantId);
        json.WriteString("tenant_name"u8, tenantName);
        json.WriteString("api_key"u8, secret?.Reveal());
        if (key.Mode == ApiKeyMode.Signed)
        {
            json.WriteString(IssuedKeyWriter.SigningSecret, signingSecret?.Reveal());
        }

        json.WriteString("warning"u8, Warning);
        json.WriteEndObject();
    }

    public static void WriteListed(Utf8JsonWriter json, ApiKeyRecord key, string status, ApiKeyUsage usage)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, key.Id);
        json.WriteString("key_name"u8, key.Name);
        WriteHint(json, key);
        KeyWriter.WriteTexts(json, "scopes", key.Scopes);
        json.WriteString("status"u8, status);
        WriteLimit(json, key);
        json.WriteNumber("usage_count"u8, usage.Count);
        json.WriteString("last_used_at"u8, InstantText.Write(usage.LastUsedAt));
        json.WriteString("expires_at"u8, InstantText.Write(key.ExpiresAt));
        json.WriteString("created_at"u8, InstantText.Write(key.CreatedAt));
        WriteRevocation(json, key);
        json.WriteEndObject();
    }

    public static void WriteRevoked(Utf8JsonWriter json, ApiKeyRecord key, string status)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, key.Id);
        json.WriteString("key_name"u8, key.Name);
        WriteHint(json, key);
        json.WriteString("status"u8, status);
        WriteRevocation(json, key);
        json.WriteEndObject();
    }

    private static void WriteHint(Utf8JsonWriter json, ApiKeyRecord key)
    {
        var hint = key.Secrets.MaxBy(secret => secret.CreatedAt)!.Hint;
        json.WriteString("key_prefix"u8, hint.Prefix);
        json.WriteString("key_last_4"u8, hint.Last);
    }

    // One limit of an hour is what the contract can say; a key that was given others elsewhere shows none.
    private static void WriteLimit(Utf8JsonWriter json, ApiKeyRecord key)
    {
        if (key.RateLimits is [{ Algorithm: RateLimitAlgorithm.FixedFromFirst } only] && only.Window == AnHour)
        {
            json.WriteNumber("rate_limit_per_hour"u8, only.Permits);
        }
        else
        {
            json.WriteNull("rate_limit_per_hour"u8);
        }
    }

    private static void WriteRevocation(Utf8JsonWriter json, ApiKeyRecord key)
    {
        json.WriteString("revoked_at"u8, InstantText.Write(key.RevokedAt));
        json.WriteString("revoked_reason"u8, key.RevokedReason);
    }
}
